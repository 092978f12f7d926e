package io.waybill.examples.seven;

/** What the models are asked, as {@code prompts/} has it for the YAML files. */
final class Prompts {
  /** Given the mail. */
  static final String LANGUAGE =
      """
      <mail>
      {}
      </mail>

      In which language is this e-mail written? Answer with the English name of the language alone.""";

  /** Given the mail. */
  static final String INTENT =
      """
      <mail>
      {}
      </mail>

      What does the customer want? Answer with one word: return, warranty, delivery or other.""";

  /** Given the mail. */
  static final String QUERY =
      """
      <mail>
      {}
      </mail>

      What would one look for in an English handbook to answer this e-mail? Answer with keywords alone.""";

  /** Given the page. */
  static final String FACTS =
      """
      <page>
      {}
      </page>

      List every fact on this page that a customer may rely on, one to a line, in whole sentences.""";

  /** Given the mail, the intent, the facts and the rules. */
  static final String DRAFT =
      """
      <mail>
      {}
      </mail>
      <intent>{}</intent>
      <facts>
      {}
      </facts>
      <rules>
      {}
      </rules>

      Answer this e-mail in English from these facts alone and by these rules, one sentence to a line.""";

  /** Given the draft, the facts and the rules. */
  static final String CHECK =
      """
      <draft>
      {}
      </draft>
      <facts>
      {}
      </facts>
      <rules>
      {}
      </rules>

      Does this draft keep the rules, and does every number in it stand in the facts? Answer OK or WRONG, and why.""";

  /** Given the draft, the rules and the language. */
  static final String REPLY =
      """
      <text>
      {}
      </text>
      <rules>
      {}
      </rules>

      Translate the text into {} by these rules, one sentence to a line.""";

  /** Given a line, the rules and the language. */
  static final String LINE =
      """
      <text>
      {}
      </text>
      <rules>
      {}
      </rules>

      Translate the text into {} by these rules.""";

  /** What is the same for every e-mail stands first, so that a provider has read it before. */
  static final class RulesFirst {
    /** Given the rules, the facts, the mail and the intent. */
    static final String DRAFT =
        """
        <rules>
        {}
        </rules>
        <facts>
        {}
        </facts>
        <mail>
        {}
        </mail>
        <intent>{}</intent>

        Answer this e-mail in English from these facts alone and by these rules, one sentence to a line.""";

    /** Given the rules, the facts and the draft. */
    static final String CHECK =
        """
        <rules>
        {}
        </rules>
        <facts>
        {}
        </facts>
        <draft>
        {}
        </draft>

        Does this draft keep the rules, and does every number in it stand in the facts? Answer OK or WRONG, and why.""";

    /** Given the rules, a line and the language. */
    static final String LINE =
        """
        <rules>
        {}
        </rules>
        <text>
        {}
        </text>

        Translate the text into {} by these rules.""";

    private RulesFirst() {}
  }

  private Prompts() {}
}
