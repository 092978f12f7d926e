package io.waybill.testkit.outside;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs a program from outside: {@code @Needs("jaeger")}. Where neither {@code
 * WAYBILL_JAEGER} nor the PATH knows it the test is skipped, and says so; where {@code
 * WAYBILL_REQUIRE=jaeger,llama-server} names it, the test fails instead.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Presence.class)
public @interface Needs {
  /** The program's name, as one would type it. */
  String value();
}
