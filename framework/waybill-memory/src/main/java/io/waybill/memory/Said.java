package io.waybill.memory;

import io.waybill.work.Conversation;

/** What somebody says now, in a conversation. */
public record Said(Conversation conversation, String text) {}
