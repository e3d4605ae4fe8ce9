package dev.langchain4j.agent.tool;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

@Retention(RetentionPolicy.RUNTIME)
public @interface Tool {
  String name() default "";

  String[] value() default "";
}
