package io.waybill.yaml;

import io.waybill.work.Question;
import io.waybill.work.Work;

/**
 * A model as workflow files use it.
 *
 * @param text answers a prompt
 * @param answer answers a question from the passages beside it
 */
public record Model(Work<String, String> text, Work<Question, String> answer) {}
