package io.tachograph.recorder.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * A form that a well-known provider gives its keys: a prefix, and behind it so many characters of a
 * kind. From the providers' own documentation and from what the well-known scanners look for.
 *
 * @param prefix how it begins
 * @param body what follows
 * @param min how many at least
 * @param max how many at most
 * @param random whether the body must look random too, for a prefix that other words have as well
 */
record ProviderKey(String prefix, Chars body, int min, int max, boolean random) {
  private static final int ANY = Integer.MAX_VALUE;
  private static final int RANDOM_RUN = 16;

  /** A key of random characters that begins with one of the prefixes. */
  private static void add(List<ProviderKey> keys, Chars body, int min, int max, String prefixes) {
    for (String prefix : prefixes.split(" ", -1)) {
      boolean random = prefix.endsWith("?");
      String bare = random ? prefix.substring(0, prefix.length() - 1) : prefix;
      keys.add(new ProviderKey(bare, body, min, max, random));
    }
  }

  /** A question mark behind a prefix says that the body must look random too. */
  static List<ProviderKey> all() {
    List<ProviderKey> keys = new ArrayList<>();
    // Models: OpenAI and others, Anthropic, Google, Hugging Face, Replicate, Groq, xAI, …
    add(keys, Chars.WORD, 20, ANY, "sk-?");
    add(keys, Chars.WORD, 35, ANY, "AIza ya29. nvapi- tgp_v1_ pcsk_ jina_");
    add(keys, Chars.WORD, 28, ANY, "GOCSPX-");
    add(keys, Chars.ALPHANUMERIC, 34, ANY, "hf_ r8_ gsk_ xai- pplx-");
    add(keys, Chars.WORD, 34, ANY, "lsv2_pt_ lsv2_sk_");
    add(keys, Chars.WORD, 20, ANY, "fw_? tvly-?");
    // Clouds: AWS, Alibaba, DigitalOcean, Fly, Heroku, Databricks, Pulumi, Tailscale, …
    add(keys, Chars.UPPER, 16, 16, "AKIA ASIA ABIA ACCA");
    add(keys, Chars.BASE64, 100, ANY, "ABSK ops_eyJ fm1r_ fm1a_ fm2_");
    add(keys, Chars.ALPHANUMERIC, 20, 20, "LTAI");
    add(keys, Chars.HEX, 64, ANY, "dop_v1_ doo_v1_ dor_v1_ sntryu_");
    add(keys, Chars.WORD, 43, ANY, "fo1_ HRKU-AA");
    add(keys, Chars.HEX, 32, 32, "dapi key- SK");
    add(keys, Chars.HEX, 40, 40, "pul-");
    add(keys, Chars.WORD, 20, ANY, "tskey-?");
    add(keys, Chars.WORD, 24, ANY, "hvs. hvb. hvr. dp.pt.");
    add(keys, Chars.UPPER, 50, ANY, "AGE-SECRET-KEY-1");
    // Code: GitHub, GitLab, npm, PyPI, RubyGems, Docker, JFrog, Sourcegraph, Postman, Linear, …
    add(keys, Chars.ALPHANUMERIC, 36, ANY, "ghp_ gho_ ghu_ ghs_ ghr_ npm_ pnu_");
    add(keys, Chars.WORD, 60, ANY, "github_pat_");
    add(keys, Chars.WORD, 20, ANY, "glpat- gldt- glrt- glptt- gloas- glcbt- glsoat- glft- glimt-");
    add(keys, Chars.WORD, 50, ANY, "pypi-AgE glagent- xkeysib-");
    add(keys, Chars.HEX, 48, 48, "rubygems_");
    add(keys, Chars.WORD, 27, ANY, "dckr_pat_ dckr_oat_");
    add(keys, Chars.ALPHANUMERIC, 69, 69, "AKCp");
    add(keys, Chars.WORD, 40, ANY, "sgp_ PMAK- figd_ lin_api_");
    add(keys, Chars.BASE64, 40, ANY, "ATATT3");
    // Services: Stripe, Slack, SendGrid, Shopify, Square, Grafana, Notion, New Relic, HubSpot, …
    add(keys, Chars.ALPHANUMERIC, 10, ANY, "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_");
    add(keys, Chars.BASE64, 24, ANY, "whsec_");
    add(keys, Chars.WORD, 16, ANY, "xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xapp-");
    add(keys, Chars.DOTTED, 66, ANY, "SG.");
    add(keys, Chars.HEX, 32, 32, "shpat_ shpca_ shppa_ shpss_");
    add(keys, Chars.WORD, 22, ANY, "sq0atp- sq0csp-");
    add(keys, Chars.BASE64, 32, ANY, "glc_ glsa_ sntrys_");
    add(keys, Chars.ALPHANUMERIC, 40, ANY, "ntn_ EZAK EZTK");
    add(keys, Chars.ALPHANUMERIC, 100, ANY, "EAAC EAAM");
    add(keys, Chars.ALPHANUMERIC, 43, 43, "secret_?");
    add(keys, Chars.ALPHANUMERIC, 27, ANY, "NRAK-");
    add(keys, Chars.WORD, 36, ANY, "pat-na1- pat-eu1- pscale_tkn_ pscale_pw_ pscale_oauth_");
    return keys;
  }

  /** Where the key ends that begins at {@code start}, or -1. */
  int end(String text, int start) {
    if (!text.startsWith(prefix, start)) {
      return -1;
    }
    int first = start + prefix.length();
    int end = body.end(text, first);
    int length = end - first;
    boolean fits =
        length >= min
            && length <= max
            && (end == text.length() || !Chars.WORD.has(text.charAt(end)));
    return fits && (!random || looksRandom(text, first, end)) ? end : -1;
  }

  /** Whether it holds a run of letters and digits that is long and no word. */
  private static boolean looksRandom(String text, int first, int end) {
    int run = 0;
    int kinds = 0;
    for (int i = first; i < end; i++) {
      char c = text.charAt(i);
      if (!Chars.ALPHANUMERIC.has(c)) {
        run = 0;
        kinds = 0;
        continue;
      }
      run++;
      kinds |= c <= '9' ? 1 : c <= 'Z' ? 2 : 4;
      if (run >= RANDOM_RUN && Integer.bitCount(kinds) > 1) {
        return true;
      }
    }
    return false;
  }
}
