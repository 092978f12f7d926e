package io.waybill.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code waybill --version} prints: the version and the JVM, as bug reports need them. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"waybill " + own(), "JDK " + Runtime.version()};
  }

  /** As the jar's manifest says; there is none when it runs from classes. */
  static String own() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
