package io.tachograph.store;

/** The store holds no mission of that UUID. */
public final class MissionNotFoundException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String missionUuid;

  MissionNotFoundException(String missionUuid) {
    super(
        Category.NOT_FOUND,
        "There is no such mission in the store: mission_uuid=" + missionUuid + ".");
    this.missionUuid = missionUuid;
  }

  /** The UUID that was looked for. */
  public String missionUuid() {
    return missionUuid;
  }
}
