package io.waybill.mcp;

import java.util.function.LongSupplier;

/** How each kind of server is reached. */
final class Openers {
  private Openers() {}

  static Connection.Opener of(Server server, Keys keys, LongSupplier nanos) {
    if (server.link() instanceof Server.Url url) {
      return session -> new Post(server, url, session, keys);
    }
    var command = (Server.Command) server.link();
    var starts = new Starts(nanos);
    return session -> {
      starts.one(server.name());
      var child = Child.start(server, command, keys);
      return Pipe.to(child, session, keys, server.limits().answer());
    };
  }
}
