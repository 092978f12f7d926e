package io.waybill.mcp;

import io.waybill.work.WorkInfo.Location;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;

/**
 * The rules by which requests leave: to the configured address only, no redirects, no cookies, no
 * second try that nobody asked for.
 */
final class Egress {
  /** Whether anything of a request has left. */
  static final class Sent {
    private volatile boolean yes;

    boolean yes() {
      return yes;
    }
  }

  private Egress() {}

  /** Timers of the whole call stand above it; a stream may be silent for as long as it likes. */
  static OkHttpClient.Builder client(Server server) {
    return new OkHttpClient.Builder()
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .connectTimeout(server.limits().connect())
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ofSeconds(30))
        .dns(server.location() == Location.LOCAL ? Egress::loopback : Dns.SYSTEM)
        .eventListener(
            new EventListener() {
              @Override
              public void requestHeadersStart(Call call) {
                var sent = call.request().tag(Sent.class);
                if (sent != null) {
                  sent.yes = true;
                }
              }
            });
  }

  /** What is said to stay on this machine does, whatever a name server says. */
  private static List<InetAddress> loopback(String host) throws UnknownHostException {
    var addresses = Dns.SYSTEM.lookup(host);
    if (!addresses.stream().allMatch(InetAddress::isLoopbackAddress)) {
      throw new UnknownHostException(host + " is declared local and is not on this machine");
    }
    return addresses;
  }
}
