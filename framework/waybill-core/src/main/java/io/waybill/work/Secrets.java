package io.waybill.work;

import java.util.regex.Pattern;

/**
 * What looks like a key, a token or a password in a text that somebody may read: an error, a trace,
 * a configuration. A last net, for whoever does not know the secrets themselves.
 */
public final class Secrets {
  private static final String HIDDEN = "***";

  /** By their own looks; partly masked ones too. */
  private static final Pattern LOOKS =
      Pattern.compile(
          "\\b(?:sk|pk|rk|gsk|xai)[-_][\\w*-]{8,}"
              + "|\\bAIza[\\w-]{10,}"
              + "|\\bgh[opsur]_\\w{16,}"
              + "|\\bgithub_pat_\\w{16,}"
              + "|\\bhf_\\w{16,}"
              + "|\\bxox[a-z]-[\\w-]{8,}"
              + "|\\b(?:AKIA|ASIA)[A-Z0-9]{12,}"
              + "|\\beyJ[\\w-]{8,}(?:\\.[\\w-]+){1,4}"
              + "|(?<=(?i:authorization)\"?:\\s{0,9})\"?(?:\\w{1,20} )?[\\w+/.~*-]{6,}={0,2}"
              + "|(?<=\\b(?i:bearer)\\s{1,9})(?=\\S{0,99}\\d)[\\w+/.~*-]{8,}={0,2}"
              + "|(?<=[?&]key=)[^&\\s\"]+"
              + "|(?<=://)[^/\\s:@]{1,200}:[^/\\s@]{1,200}(?=@)"
              + "|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\w+/=\\s]*");

  /**
   * By the word before them, which stays. What a password is set to may be anything; else words of
   * a language or of a program, {@code key: max_completion_tokens}, are told by having no digit.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)("
              + "(?:secret|password|passwd|authorization|credential)s?[\"'\\s]{0,9}[:=][\"'\\s]{0,9}"
              + "|(?:\\b(?:bearer|basic)|(?:key|token|secret|password|passwd|credential)s?)"
              + "[:=\"'\\s]{1,9}(?=\\S{0,99}\\d)"
              + ")([\\w+/.~*-]{16,}={0,2})");

  private Secrets() {}

  /** Whether something in it has the looks of one. */
  public static boolean in(String text) {
    return LOOKS.matcher(text).find();
  }

  /** The text with {@code ***} in the place of each. */
  public static String hidden(String text) {
    return NAMED.matcher(LOOKS.matcher(text).replaceAll(HIDDEN)).replaceAll("$1" + HIDDEN);
  }
}
