package io.waybill.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.ledger.Match;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The price lists of <a href="https://github.com/pydantic/genai-prices">genai-prices</a>, {@code
 * data.json} of its second version. What a price book here cannot say exactly is left out and told,
 * never guessed.
 */
public final class GenaiPrices {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Optional<LocalDate> checked;
  private final Map<String, String> billers = new HashMap<>();
  private final List<Price> prices = new ArrayList<>();
  private final List<Imported.LeftOut> leftOut = new ArrayList<>();
  private int models;
  private int taken;
  private int overlaps;

  private GenaiPrices(Optional<LocalDate> checked) {
    this.checked = checked;
  }

  /**
   * Reads such a list.
   *
   * @param checked the day of the list, which it does not say itself
   * @throws IllegalArgumentException if it is none
   */
  public static Imported read(String json, Optional<LocalDate> checked) {
    var reading = new GenaiPrices(checked);
    for (var provider : providers(json)) {
      reading.provider(provider);
    }
    var book = new PriceBook(reading.prices, List.of(), List.of(), List.of(), checked);
    return new Imported(book, reading.models, reading.taken, reading.overlaps, reading.leftOut);
  }

  private static JsonNode providers(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IllegalArgumentException(
          "is no JSON: line %d, column %d: %s"
              .formatted(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()),
          e);
    }
    if (!root.isArray() || !root.path(0).path("models").isArray()) {
      throw new IllegalArgumentException(
          "is no list of genai-prices: its data.json is a list of providers with their models");
    }
    return root;
  }

  private void provider(JsonNode provider) {
    var id = provider.path("id").asText();
    var biller = Billers.of(id, provider.path("api_pattern").asText());
    int count = provider.path("models").size();
    models += count;
    if (biller.isEmpty()) {
      leaveOut(id, "says no host that bills it alone: its %d models".formatted(count), true);
      return;
    }
    var other = billers.putIfAbsent(biller.get(), id);
    if (other != null) {
      leaveOut(id, "has the same host as %s: its %d models".formatted(other, count), true);
      return;
    }
    if (provider.hasNonNull("fallback_model_providers")) {
      leaveOut(id, "takes what it does not name from the lists of others", false);
    }
    var order = new Order(names(provider.path("models")));
    var source = provider.path("pricing_urls").path(0).asText();
    for (var model : provider.path("models")) {
      model(id, model, order, new Whence(biller.get(), source));
    }
    overlaps += order.overlaps();
  }

  private static List<String> names(JsonNode models) {
    var names = new ArrayList<String>();
    for (var model : models) {
      names.add(model.path("id").asText());
      model.path("match").findValuesAsText("equals", names);
    }
    return names.stream().filter(name -> name.indexOf('*') < 0).distinct().toList();
  }

  /** Who bills, and where that was read. */
  private record Whence(String biller, String source) {}

  private void model(String provider, JsonNode model, Order order, Whence whence) {
    var id = Billers.called(provider) + "/" + model.path("id").asText();
    var calendar = Optional.<Calendar>empty();
    try {
      calendar = Optional.of(Calendar.of(model.path("prices")));
    } catch (Tariffs.Inexact e) {
      leaveOut(id, e.why(), true);
    }
    var names = order.next(id, Clause.of(model.path("match")), calendar.isPresent());
    if (calendar.isEmpty()) {
      return;
    }
    boolean none = names.models().isEmpty();
    names.leftOut().forEach(why -> leaveOut(id, why, none));
    if (none && names.leftOut().isEmpty()) {
      leaveOut(id, "has no name that one before it has not", true);
    }
    if (!none) {
      take(id, new Match(whence.biller, names.models()), calendar.get(), whence.source);
      beside(id, calendar.get(), model);
    }
  }

  private void take(String id, Match match, Calendar calendar, String source) {
    taken++;
    for (var stretch : calendar.stretches()) {
      prices.add(
          new Price(
              id,
              match,
              stretch.from(),
              stretch.to(),
              stretch.rate(),
              stretch.tiers(),
              stretch.windows(),
              source,
              checked));
    }
  }

  private void beside(String id, Calendar calendar, JsonNode model) {
    if (!calendar.beside().isEmpty()) {
      leaveOut(
          id,
          "takes something for %s, which no usage here counts"
              .formatted(String.join(", ", calendar.beside()).toLowerCase(Locale.ROOT)),
          false);
    }
    if (model.path("price_variants").size() > 0) {
      leaveOut(id, "has other prices by the batch or by how it is asked", false);
    }
  }

  private void leaveOut(String model, String why, boolean whole) {
    leftOut.add(new Imported.LeftOut(model, why, whole));
  }
}
