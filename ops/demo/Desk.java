import java.util.SplittableRandom;

/** A service desk that nobody prepared for being audited: the agent is told which methods. */
public final class Desk {
  private static final SplittableRandom RANDOM = new SplittableRandom(7);

  private Desk() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (int ticket = 1; ; ticket++) {
      try {
        handle("T-" + ticket);
      } catch (IllegalStateException e) {
        System.out.println("T-" + ticket + ": " + e.getMessage());
      }
      Thread.sleep(20 + RANDOM.nextInt(60));
    }
  }

  static String handle(String ticket) throws InterruptedException {
    String order = search(ticket);
    return RANDOM.nextInt(4) == 0 ? refund(order, RANDOM.nextInt(90_000)) : "answered";
  }

  static String search(String ticket) throws InterruptedException {
    Thread.sleep(RANDOM.nextInt(5));
    return "O-" + Math.abs(ticket.hashCode() % 1_000);
  }

  static String refund(String order, int cents) {
    if (cents > 80_000) {
      throw new IllegalStateException("a refund of " + cents + " is above the limit");
    }
    return order + " refunded";
  }
}
