package io.mooring.openstack.configuration;

import io.mooring.openstack.configuration.Edit.AddToList;
import io.mooring.openstack.configuration.Edit.Remove;
import io.mooring.openstack.configuration.Edit.Set;
import io.mooring.openstack.configuration.Edit.SetMulti;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Files made of everything that people write into configuration files, and edits for them. */
final class Soup {
  static final List<String> SECTIONS = List.of("DEFAULT", "ceph", "lvm", "new section");
  static final List<String> OPTIONS = List.of("alpha", "beta_2", "gamma");

  /**
   * A file and what shall be done with it.
   *
   * @param text the file
   * @param edits one edit at most for each option
   */
  record Case(String text, List<Edit> edits) {}

  private Soup() {}

  /** Files that oslo.config may or may not be able to read. */
  static Arbitrary<String> files() {
    return Arbitraries.of("\n", "\n", "\r\n", "\r")
        .flatMap(end -> Arbitraries.frequencyOf(Tuple.of(6, lines(end)), Tuple.of(1, anyEnds())));
  }

  static Arbitrary<Case> cases() {
    Arbitrary<List<Edit>> edits =
        edit()
            .list()
            .ofMaxSize(6)
            .uniqueElements(edit -> edit.section() + "/" + edit.option())
            .map(List::<Edit>copyOf);
    return Combinators.combine(files(), edits).as(Case::new);
  }

  private static Arbitrary<String> lines(String end) {
    return Combinators.combine(
            Arbitraries.of("[DEFAULT]", "[ceph]", "# first", ""),
            line().list().ofMaxSize(25),
            Arbitraries.of(true, true, false))
        .as((first, lines, ended) -> first + end + String.join(end, lines) + (ended ? end : ""));
  }

  private static Arbitrary<String> anyEnds() {
    return Combinators.combine(line(), Arbitraries.of("\n", "\r\n"))
        .as(String::concat)
        .list()
        .ofMaxSize(15)
        .map(lines -> String.join("", lines));
  }

  private static Arbitrary<String> line() {
    return Arbitraries.frequencyOf(
        Tuple.of(30, assignment()),
        Tuple.of(12, Arbitraries.of("[DEFAULT]", "[ceph]", "[Ceph] ", "[lvm]", "[default]")),
        Tuple.of(12, Arbitraries.of("# text", ";alpha = 7", "#alpha = <None>", "#beta_2=1", "#")),
        Tuple.of(8, Arbitraries.of("", "  ", "\t", "\u00a0")),
        Tuple.of(4, Arbitraries.of("  more", "\tmore = x ", "  # no comment", "   , c", " [x]")),
        Tuple.of(
            1, Arbitraries.of("Local File", "= value", ": x", "[x] # y", "[", "[]", "\ufeff")));
  }

  private static Arbitrary<String> assignment() {
    Arbitrary<String> separator =
        Arbitraries.of(" = ", "=", ": ", ":", " =", "= ", "\t=\t", " :  ");
    Arbitrary<String> value =
        Arbitraries.of(
            "",
            "1",
            "a b",
            "\"quoted\"",
            "' x '",
            "\"",
            "a,b",
            "a, b",
            "a,",
            ",",
            "a,,",
            "'a, b,'",
            "\u00fcber",
            "x # y",
            "k=v:w",
            "\u00a0nbsp\u00a0",
            "\"open",
            "trailing \t",
            "\ud83d\ude00");
    Arbitrary<List<String>> continuation =
        Arbitraries.of("  more", "\tb,", "    # no comment").list().ofMaxSize(1);
    return Combinators.combine(Arbitraries.of(OPTIONS), separator, value, continuation)
        .as(
            (option, equal, text, more) ->
                option
                    + equal
                    + text
                    + more.stream().map(line -> "\n" + line).reduce("", String::concat));
  }

  private static Arbitrary<Edit.OfOption> edit() {
    Arbitrary<String> section = Arbitraries.of(SECTIONS);
    Arbitrary<String> option = Arbitraries.of(OPTIONS);
    Arbitrary<String> value =
        Arbitraries.of(
            "1", "new", "", " padded ", "'quoted'", "\"", "a,b", "# x", "= y", "\u00fcn\u00ef");
    return Arbitraries.oneOf(
        Combinators.combine(section, option, value).as(Set::new),
        Combinators.combine(section, option, value.list().ofMaxSize(3)).as(SetMulti::new),
        Combinators.combine(section, option).as(Remove::new),
        Combinators.combine(section, option, Arbitraries.of("a", "ceph")).as(AddToList::new));
  }
}
