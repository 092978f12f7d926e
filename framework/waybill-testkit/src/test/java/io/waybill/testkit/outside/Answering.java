package io.waybill.testkit.outside;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A program that answers on a port, says the number of the child that it has started, and never
 * ends; or dies at once if told so.
 */
final class Answering {
  private Answering() {}

  public static void main(String... arguments) throws IOException {
    if (Arrays.asList(arguments).contains("die")) {
      System.out.println("my last words");
      System.exit(3);
    }
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classes = System.getProperty("java.class.path");
    if (arguments.length == 1) {
      var child = new ProcessBuilder(java, "-cp", classes, Answering.class.getName(), "0", "child");
      System.out.printf("child %d%n", child.start().pid());
    }
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    var server = HttpServer.create(address, 0);
    server.createContext("/", new Answer());
    server.start();
  }

  /** The first probe finds it busy; the second ends it if it asks for that. */
  private static final class Answer implements com.sun.net.httpserver.HttpHandler {
    private boolean asked;

    @Override
    public void handle(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
      if (exchange.getRequestURI().getPath().equals("/end")) {
        System.out.println("I was told to end");
        Runtime.getRuntime().halt(4);
      }
      exchange.sendResponseHeaders(asked ? 200 : 503, -1);
      exchange.close();
      asked = true;
    }
  }
}
