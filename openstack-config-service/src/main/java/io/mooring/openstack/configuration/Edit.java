package io.mooring.openstack.configuration;

import java.util.List;

/** One wanted difference in a configuration file. Malformed ones can't be made. */
public sealed interface Edit {

  /** An edit that is about one option of one section. */
  sealed interface OfOption extends Edit {
    /** The section's name without brackets. */
    String section();

    /** The option's name, in the spelling in which it is looked up. */
    String option();
  }

  /** The option, which takes one value, shall be read as this value. */
  record Set(String section, String option, String value) implements OfOption {
    public Set {
      Names.requireSection(section);
      Names.requireOption(option);
      Names.requireOneLine(value);
    }
  }

  /** The option, which takes many values, shall be read as exactly these, in this order. */
  record SetMulti(String section, String option, List<String> values) implements OfOption {
    public SetMulti {
      Names.requireSection(section);
      Names.requireOption(option);
      values = List.copyOf(values);
      values.forEach(Names::requireOneLine);
    }
  }

  /** The option shall not be set, so that the service uses its default. */
  record Remove(String section, String option) implements OfOption {
    public Remove {
      Names.requireSection(section);
      Names.requireOption(option);
    }
  }

  /**
   * The option shall be in another section as it is in this one: all its values in their order,
   * with quotes and continuation lines. Nothing is done where it is not set.
   */
  record Copy(String from, String section, String option) implements OfOption {
    public Copy {
      Names.requireSection(from);
      Names.requireSection(section);
      Names.requireOption(option);
    }
  }

  /** The comma list shall have this item too; the others stay, and so do order and spacing. */
  record AddToList(String section, String option, String item) implements OfOption {
    public AddToList {
      Names.requireSection(section);
      Names.requireOption(option);
      Names.requireItem(item);
    }
  }

  /**
   * All lines which oslo.config can't read and which have exactly this text (white space around it
   * aside) shall be gone, together with indented lines right below. Readable lines are never
   * removed by this.
   */
  record RemoveLine(String text) implements Edit {
    public RemoveLine {
      if (text.isBlank()) {
        throw new IllegalArgumentException("The text of a line to be removed must not be blank.");
      }
    }
  }
}
