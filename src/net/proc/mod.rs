//! What Linux shows in /proc: the kernel's sockets, and processes. Elsewhere
//! there are none.

pub mod process;
pub mod sockets;
mod state;
