package io.waybill.reports;

import java.nio.file.*;
import org.junit.jupiter.api.Test;

class DemoTest {
  @Test
  void demo() throws Exception {
    var dir = Files.createDirectories(Path.of("/tmp/receipts"));
    Files.writeString(dir.resolve("support.html"), Receipts.html(Samples.support()));
    Files.writeString(
        dir.resolve("hostile.html"),
        Receipts.html(Samples.hostile("\"><img src=x onerror=alert(1)><script>alert(2)</script>")));
    Files.writeString(dir.resolve("chain.html"), Receipts.html(Samples.chain(700)));
    Files.writeString(dir.resolve("docs.html"), Receipts.html(Samples.documents(700)));
    Files.writeString(dir.resolve("big.html"), Receipts.html(Samples.documents(20000)));
    System.out.println(Samples.support());
  }
}
