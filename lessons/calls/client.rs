use std::io::{self, Write};
use std::net::{Shutdown, TcpStream};

fn main() -> io::Result<()> {
    let mut conn = TcpStream::connect("127.0.0.1:8899")?;
    conn.write_all(b"hello\n")?;
    conn.shutdown(Shutdown::Write)?;
    io::copy(&mut conn, &mut io::stdout())?;
    Ok(())
}
