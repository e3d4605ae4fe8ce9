package io.tachograph.bench.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application. Its line that begins with {@code ready} carries what it has used so far. */
@SpringBootApplication(proxyBeanMethods = false)
public class WebHost {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Starts on a free port, and ends. */
  public static void main(String[] arguments) throws IOException {
    try (ConfigurableApplicationContext application =
        SpringApplication.run(WebHost.class, "--server.port=0", "--spring.main.banner-mode=off")) {
      String found = application.getBean(OrderController.class).find("shoes", 3);
      String memory;
      try (var lines = Files.lines(STATUS)) {
        memory =
            lines
                .filter(line -> line.startsWith("Vm"))
                .map(line -> line.replaceAll("\\s+", ""))
                .collect(Collectors.joining(" "));
      }
      System.out.println("ready " + memory + " " + found);
    }
  }
}
