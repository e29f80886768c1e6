package beckon;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/**
 * An in-memory server that speaks MongoDB's protocol well enough for tests where there is no mongod.
 * Prints {@code PORT <number>} once it listens, and ends when its standard input is closed: with the process that started it.
 */
public final class StandIn {

    /** Today's drivers ask for at least the wire version of MongoDB 4.2; this server reports 3.6 by itself. */
    private static final MongoVersion VERSION = new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(7, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 21;
        }
    };

    /** Answers the handshake as a standalone mongod does. */
    private static final class Backend extends MemoryBackend {
        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            boolean hello = command.equalsIgnoreCase("hello");
            if (!hello && !command.equalsIgnoreCase("isMaster")) {
                return super.handleCommand(channel, database, command, query);
            }
            return new Document(hello ? "isWritablePrimary" : "ismaster", true)
                .append("isWritablePrimary", true)
                .append("helloOk", true)
                .append("maxBsonObjectSize", 16 * 1024 * 1024)
                .append("maxMessageSizeBytes", 48_000_000)
                .append("maxWriteBatchSize", 100_000)
                .append("localTime", Instant.now())
                .append("logicalSessionTimeoutMinutes", 30)
                .append("minWireVersion", 0)
                .append("maxWireVersion", VERSION.getWireVersion())
                .append("readOnly", false)
                .append("ok", 1.0);
        }
    }

    private StandIn() {
    }

    public static void main(String[] arguments) throws IOException {
        MongoServer server = new MongoServer(new Backend().version(VERSION));
        // One worker: with more, a reply may be encoded after a later update has changed the document it shows.
        server.bind(new InetSocketAddress("127.0.0.1", 0), 1, 1);
        System.out.println("PORT " + server.getLocalAddress().getPort());
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nothing is said on this channel; only its end matters.
        }
        server.shutdownNow();
        System.exit(0);
    }
}
