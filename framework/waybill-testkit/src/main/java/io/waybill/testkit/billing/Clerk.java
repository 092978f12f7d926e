package io.waybill.testkit.billing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes in one request after the other, has each answered as ordered, and keeps them all. */
final class Clerk {
  private final Orders orders;
  private final List<Exchange> exchanges = new ArrayList<>();

  Clerk(Orders orders) {
    this.orders = orders;
  }

  List<Exchange> exchanges() {
    synchronized (exchanges) {
      return List.copyOf(exchanges);
    }
  }

  Exchange receive(Received request) {
    synchronized (exchanges) {
      var exchange = new Exchange(exchanges.size() + 1, Wires.of(request).provider(), request);
      exchanges.add(exchange);
      return exchange;
    }
  }

  void answer(Exchange exchange, Connection line) throws IOException {
    new Serving(orders, exchange, line, Wires.of(exchange.request())).serve();
  }
}
