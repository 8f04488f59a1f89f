//! What holds for any input: whatever a peer can send is parsed here, and who
//! may be answered is decided here. No sockets.

mod frames;
mod guard;
mod room;
mod telnet;
