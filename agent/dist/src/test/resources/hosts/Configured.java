package com.acme.shop;

/** Not annotated at all. */
public class Configured {
  static class PriceTool {
    public int price(String article) {
      return article.length();
    }

    int internal(int x) {
      return x + 1;
    }

    @Override
    public String toString() {
      return "price tool";
    }
  }

  static class Planner {
    String plan(String goal) {
      return goal + new PriceTool().price("abc") + new PriceTool().internal(1) + new PriceTool();
    }
  }

  public static void main(String[] arguments) {
    System.out.println(new Planner().plan("buy"));
  }
}
