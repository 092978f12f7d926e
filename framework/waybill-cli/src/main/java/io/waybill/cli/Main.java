package io.waybill.cli;

import io.waybill.plan.DidYouMean;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code waybill} command. */
@Command(
    name = "waybill",
    description = "Runs workflows and says what every step cost in time and money.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExit codes:%n",
    footer = {
      "    0  everything went well",
      "    1  a run failed, an input could not be read, or a goal or a gate is not met",
      "    2  the workflow or the command line is wrong; nothing ran",
      "    3  something could not be read or written",
      "   70  waybill itself is at fault",
      "  130  cancelled by Ctrl-C"
    })
public final class Main implements Callable<Integer> {
  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] args) {
    var terminal = Terminal.system(System.getenv(), System.getProperty("waybill.terminal", ""));
    var interrupt = new Interrupt();
    interrupt.install();
    int exit = Exit.BUG;
    try {
      exit = run(terminal, interrupt, System.getenv(), args);
    } catch (Throwable e) { // the process ends below: nobody else would tell
      blame(terminal, e);
    } finally {
      terminal.flush();
      interrupt.spoken();
      System.exit(exit);
    }
  }

  /** One command, from its words to its exit code. */
  static int run(
      Terminal terminal, Interrupt interrupt, Map<String, String> environment, String... args) {
    return new CommandLine(new Main(terminal))
        .addSubcommand(new RunCommand(terminal, interrupt, environment))
        .addSubcommand(new CheckCommand(terminal, environment))
        .addSubcommand(new GraphCommand(terminal, environment))
        .addSubcommand(new EstimateCommand(terminal, environment))
        .addSubcommand(new TraceCommand(terminal, environment))
        .addSubcommand(new StatsCommand(terminal, environment))
        .addSubcommand(new CompareCommand(terminal, environment))
        .addSubcommand(new AuditCommand(terminal))
        .addSubcommand(new McpCommand(terminal, environment))
        .addSubcommand(PricesCommand.of(terminal, environment))
        .addSubcommand(RouterCommand.of(terminal, interrupt, environment))
        .addSubcommand(new CommandLine.HelpCommand())
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.color() ? Ansi.ON : Ansi.OFF))
        .registerConverter(BigDecimal.class, Main::number)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, command, parsed) -> complain(terminal, e))
        .setParameterExceptionHandler((e, words) -> correct(terminal, e))
        .execute(args);
  }

  @Override
  public Integer call() {
    terminal.err().println("Say what to do. Try 'waybill --help'.");
    return Exit.WRONG;
  }

  private static BigDecimal number(String written) {
    try {
      return new BigDecimal(written);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no number".formatted(written));
    }
  }

  private static int complain(Terminal terminal, Exception e) {
    if (e instanceof Complaint complaint) {
      terminal.err().println(complaint.getMessage());
      return complaint.exit();
    }
    return blame(terminal, e);
  }

  private static int blame(Terminal terminal, Throwable e) {
    terminal.err().println("This is a bug in waybill; please report it with what is below.");
    e.printStackTrace(terminal.err());
    return Exit.BUG;
  }

  /** What is missing may stand there under a name that there is not: then that is told too. */
  private static Optional<ParameterException> misspelt(ParameterException e) {
    var unknown = e.getCommandLine().getUnmatchedArguments();
    return e instanceof MissingParameterException && !unknown.isEmpty()
        ? Optional.of(new UnmatchedArgumentException(e.getCommandLine(), unknown))
        : Optional.empty();
  }

  private static int correct(Terminal terminal, ParameterException e) {
    var err = terminal.err();
    var command = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !command.getSubcommands().isEmpty()) {
      var written = unmatched.getUnmatched().get(0);
      var known = List.copyOf(command.getSubcommands().keySet());
      err.println("no command '%s'. %s".formatted(written, DidYouMean.among(written, known)));
    } else {
      err.println(e.getMessage());
      var misspelt = misspelt(e);
      misspelt.ifPresent(each -> err.println(each.getMessage()));
      UnmatchedArgumentException.printSuggestions(misspelt.orElse(e), err);
    }
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return Exit.WRONG;
  }
}
