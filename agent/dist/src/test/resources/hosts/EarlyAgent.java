/** Another agent, attached before ours: loads the host's classes before we can see them. */
public class EarlyAgent {
  public static void premain(String argument) throws Exception {
    System.out.println("loaded early: " + Class.forName(argument == null ? "Agentic" : argument).getName());
  }
}
