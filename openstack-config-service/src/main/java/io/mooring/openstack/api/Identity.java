package io.mooring.openstack.api;

import io.mooring.node.NodeFailure;
import io.mooring.node.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who we are for the services; a token that they no longer take is asked for anew. */
public final class Identity {
  private final Optional<Supplier<Token>> login;
  private Token token;

  private Identity(Optional<Supplier<Token>> login, Token token) {
    this.login = login;
    this.token = token;
  }

  /** One that stays as it is. */
  public static Identity of(Secret token, String project) {
    return new Identity(
        Optional.empty(), new Token(token, project, List.of(), Optional.empty(), Catalogue.NONE));
  }

  /**
   * One that Keystone gives, now and whenever it is renewed.
   *
   * @throws NodeFailure when it does not
   */
  static Identity by(Supplier<Token> login) {
    return new Identity(Optional.of(login), login.get());
  }

  /** Goes into the header X-Auth-Token. */
  public synchronized Secret token() {
    return token.secret();
  }

  /** Id of the project that the test objects belong to. */
  public synchronized String project() {
    return token.project();
  }

  /** The names of our roles in that project; empty where Keystone did not tell us any. */
  public synchronized List<String> roles() {
    return token.roles();
  }

  /** Until when the token holds, by Keystone's clock. */
  public synchronized Optional<Instant> ends() {
    return token.ends();
  }

  synchronized Catalogue catalogue() {
    return token.catalogue();
  }

  /**
   * Asks for a token anew, since a service did not take this one: it may have expired. A Keystone
   * that gives none leaves the service's own answer to tell what is wrong.
   *
   * @return whether there is a new one
   */
  synchronized boolean renew() {
    try {
      login.ifPresent(source -> token = source.get());
      return login.isPresent();
    } catch (NodeFailure refused) {
      return false;
    }
  }
}
