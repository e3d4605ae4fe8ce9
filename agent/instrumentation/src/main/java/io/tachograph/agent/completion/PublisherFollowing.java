package io.tachograph.agent.completion;

import org.jspecify.annotations.Nullable;

/**
 * Follows what runs when it is subscribed to, by returning one that is built with the framework's
 * own operators around it; where the declared type, or a class that the host may cast to, leaves
 * room for that.
 */
final class PublisherFollowing implements Following {
  private final PublisherProtocol protocol;

  PublisherFollowing(PublisherProtocol protocol) {
    this.protocol = protocol;
  }

  @Override
  public @Nullable Object follow(PendingCall call, Object returned, ResultType declared)
      throws Throwable {
    Class<?> type = Supertypes.named(returned.getClass(), declared.name());
    if (type == null
        || !protocol.gives(type)
        || protocol.isMoreThanItsType(returned.getClass(), declared.packageName())) {
      return null;
    }
    Object replacement = protocol.replacement(new FollowedPublisher(protocol, returned, call));
    return type.isInstance(replacement) ? replacement : null;
  }
}
