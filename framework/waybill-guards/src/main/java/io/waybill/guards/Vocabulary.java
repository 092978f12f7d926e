package io.waybill.guards;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** English words that carry no claim of their own, and those that turn a claim round. */
final class Vocabulary {
  static final Set<String> STOP =
      words(
          "a an the of to in on at by for with from as into onto per via about over up out off"
              + " is are was were be been being am do does did done have has had having will would"
              + " can could may might must shall should need let get"
              + " and or but if then than so that this these those such same both either"
              + " who whom whose which what when where why how while though although because since"
              + " it its itself they them their theirs we us our ours you your yours he him his she"
              + " her hers i me my mine one ones there here also just too very yes only even still"
              + " already however therefore thus well more most much many some any other another"
              + " please sorry thank thanks hello hi dear regards welcome glad happy help hope kind"
              + " every each all always everyone everybody everything everywhere");

  static final Set<String> NEGATION =
      words(
          "not no never cannot without neither nor none nobody nothing nowhere hardly unless cant dont"
              + " doesnt didnt wont isnt arent wasnt werent couldnt shouldnt wouldnt");

  /** Words that claim something of all cases. */
  static final Set<String> UNIVERSAL =
      words("every always all everyone everybody everything everywhere whenever wherever");

  /** Words of a source that allow such a claim. */
  static final Set<String> GENERAL =
      words(
          "every always all everyone everybody everything everywhere whenever wherever each any"
              + " anyone anything whatever whichever");

  /** Stems of words that say the reverse of each other. */
  static final Map<String, Set<String>> REVERSE =
      reverses(
          "open clos permit forbidden permit prohibit allow forbidden allow prohibit accept refus"
              + " accept reject includ exclud mandatory optional compulsory voluntary possibl"
              + " impossibl rais lower increas decreas arriv depart first last minimum maximum"
              + " heavy light cheap expensiv valid invalid legal illegal safe dangerous");

  static final Set<String> CONJUNCTION =
      words("and but because so while although though however unless except");

  static final Set<String> UNIT =
      words(
          "second minut hour day week month year percent eur usd gbp chf cent kg gram g litr ml l"
              + " km cm mm m watt volt w v degre time piec");

  static final Map<String, String> SYMBOL =
      Map.of("%", "percent", "€", "eur", "$", "usd", "£", "gbp", "euro", "eur", "dollar", "usd");

  private static final Map<String, String> NUMBER = numbers();

  private Vocabulary() {}

  /** {@code two} as {@code 2}; any other word as it is. "One" is a pronoun as often as a number. */
  static String figure(String word) {
    return NUMBER.getOrDefault(word, word);
  }

  private static Map<String, String> numbers() {
    var small =
        ("zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                + " fifteen sixteen seventeen eighteen nineteen twenty")
            .split(" ", -1);
    var numbers = new HashMap<String, String>();
    for (int i = 0; i < small.length; i++) {
      numbers.put(small[i], String.valueOf(i));
    }
    var tens = "thirty forty fifty sixty seventy eighty ninety hundred".split(" ", -1);
    for (int i = 0; i < tens.length; i++) {
      numbers.put(tens[i], String.valueOf(10 * (i + 3)));
    }
    numbers.put("thousand", "1000");
    numbers.remove("-");
    return Map.copyOf(numbers);
  }

  private static Map<String, Set<String>> reverses(String text) {
    var words = text.split(" ", -1);
    var reverses = new HashMap<String, Set<String>>();
    for (int i = 0; i < words.length; i += 2) {
      reverses.computeIfAbsent(words[i], word -> new HashSet<>()).add(words[i + 1]);
      reverses.computeIfAbsent(words[i + 1], word -> new HashSet<>()).add(words[i]);
    }
    return reverses;
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }
}
