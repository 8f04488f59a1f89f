// An echo server that serves one client at a time: server PORT.
package main

import (
	"log"
	"net"
	"os"
)

// Everything that a client is told. It stays as it is in every model.
func serve(client net.Conn) {
	defer client.Close() // CHANGE 2: whoever serves must also close
	buffer := make([]byte, 4096)
	for {
		n, err := client.Read(buffer)
		if n > 0 {
			if _, err := client.Write(buffer[:n]); err != nil {
				return // this client has gone: it is no error of ours
			}
		}
		if err != nil {
			return // its end, mostly
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			// CHANGE 3: no descriptor left? Then this loop never rests.
			continue
		}
		// CHANGE 1: while serve runs, who accepts the next client?
		serve(client)
	}
}
