package io.waybill.work;

/** What whoever answers says beside the answer. */
public sealed interface Learned permits Quota, EngineTimes {}
