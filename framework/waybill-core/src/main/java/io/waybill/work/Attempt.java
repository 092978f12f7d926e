package io.waybill.work;

/**
 * What an inner call does: its name within the step, {@code judge}, and what there is to know about
 * it.
 */
public record Attempt(String name, WorkInfo info) {}
