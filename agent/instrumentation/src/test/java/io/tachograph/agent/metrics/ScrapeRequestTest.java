package io.tachograph.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeRequestTest {
  private static ScrapeRequest read(String text) throws Exception {
    InputStream oneByOne =
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
          @Override
          public int read(byte[] target) {
            return super.read(target, 0, 1);
          }
        };
    return ScrapeRequest.read(oneByOne, System.nanoTime() + TimeUnit.SECONDS.toNanos(60));
  }

  @Test
  void whatMattersIsReadHoweverItArrives() throws Exception {
    assertThat(read("GET /metrics?x=1&y HTTP/1.1\r\nHost: a\r\nACCEPT: a/b\r\naccept:c/d\r\n\r\n"))
        .isEqualTo(new ScrapeRequest("GET", "/metrics", "a/b,c/d"));
    assertThat(read("HEAD / HTTP/1.0\r\n\r\n")).isEqualTo(new ScrapeRequest("HEAD", "/", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n",
        "GET /metrics\r\n\r\n",
        "\u0016\u0003\u0001\r\n\r\n",
        "GET / HTTP/2\r\n\r\n"
      })
  void whatIsNoRequestIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(ScrapeRequest.Malformed.class);
  }

  @Test
  void whatDoesNotEndIsRefused() {
    assertThatThrownBy(() -> read("GET / HTTP/1.1\r\nA: " + "x".repeat(10_000)))
        .isInstanceOf(ScrapeRequest.Malformed.class)
        .hasMessageContaining("longer than 8192 bytes");
    assertThatThrownBy(() -> read("GET / HTTP/1.1\r\nA: b")).isInstanceOf(IOException.class);
  }

  @Test
  void whatTakesTooLongIsLeft() {
    byte[] request = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(
            () -> ScrapeRequest.read(new ByteArrayInputStream(request), System.nanoTime() - 1))
        .isInstanceOf(IOException.class);
  }
}
