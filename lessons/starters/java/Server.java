import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An echo server that serves one client at a time: java Server.java PORT. */
public class Server {
    /** Everything that a client is told. It stays as it is in every model. */
    static void serve(Socket client) {
        try (client) { // CHANGE 2: whoever serves must also close
            var in = client.getInputStream();
            var out = client.getOutputStream();
            byte[] buffer = new byte[4096];
            int n;
            while ((n = in.read(buffer)) > 0) {
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // This client has gone: it is no error of ours.
        }
    }

    public static void main(String[] args) throws IOException {
        var here = InetAddress.getByName("127.0.0.1");
        var listener = new ServerSocket(Integer.parseInt(args[0]), 128, here);
        while (true) {
            // CHANGE 3: no descriptor left? Then accept fails, and ends us.
            Socket client = listener.accept();
            // CHANGE 1: while serve runs, who accepts the next client?
            serve(client);
        }
    }
}
