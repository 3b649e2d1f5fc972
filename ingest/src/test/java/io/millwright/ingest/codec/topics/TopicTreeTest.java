package io.millwright.ingest.codec.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTreeTest {

  @ParameterizedTest
  @CsvSource({
    "plant/{asset}/{meter}, plant/P-1/temp, true",
    "plant/{asset}/{meter}, plant/P-1, false",
    "plant/{asset}/{meter}, plant/P-1/temp/x, false",
    "plant/+/temp, plant//temp, true",
    "plant/#, plant, true",
    "plant/#, plant/a/b/c, true",
    "plant/#, planta, false",
    "#, $SYS/broker/uptime, false",
    "+/broker/uptime, $SYS/broker/uptime, false",
    "$SYS/#, $SYS/broker/uptime, true",
    "#, a, true",
  })
  void takesWhatTheMqttFilterTakes(String pattern, String topic, boolean taken) {
    TopicTree tree = new TopicTree(List.of(TopicPattern.parse(pattern)));
    assertThat(tree.first(topic.split("/", -1)) == 0).isEqualTo(taken);
  }

  @Test
  void theFirstOfSeveralWins() {
    TopicTree tree =
        new TopicTree(Stream.of("a/+/c", "a/b/+", "a/b/c", "#").map(TopicPattern::parse).toList());
    assertThat(tree.first(new String[] {"a", "b", "c"})).isEqualTo(0);
    assertThat(tree.first(new String[] {"a", "b", "d"})).isEqualTo(1);
    assertThat(tree.first(new String[] {"x"})).isEqualTo(3);
  }

  /** Against the plain way: ask one pattern after the other, each in a tree of its own. */
  @Test
  void manyPatternsGiveWhatOneAfterTheOtherGives() {
    SplittableRandom random = new SplittableRandom(4711);
    String[] words = {"a", "b", "c", "$x", ""};
    for (int round = 0; round < 300; round++) {
      List<TopicPattern> patterns = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        patterns.add(TopicPattern.parse(randomPattern(random, words)));
      }
      TopicTree all = new TopicTree(patterns);
      for (int i = 0; i < 50; i++) {
        String[] topic = new String[1 + random.nextInt(4)];
        for (int l = 0; l < topic.length; l++) {
          topic[l] = words[random.nextInt(words.length)];
        }
        int first = -1;
        for (int p = 0; p < patterns.size() && first < 0; p++) {
          first = new TopicTree(List.of(patterns.get(p))).first(topic) == 0 ? p : -1;
        }
        assertThat(all.first(topic)).as("%s of %s", List.of(topic), patterns).isEqualTo(first);
        // A pattern that another covers takes nothing that the other does not.
        for (TopicPattern one : patterns) {
          for (TopicPattern other : patterns) {
            if (takesAll(one, other) && new TopicTree(List.of(other)).first(topic) == 0) {
              assertThat(new TopicTree(List.of(one)).first(topic)).isZero();
            }
          }
        }
      }
    }
  }

  private static boolean takesAll(TopicPattern one, TopicPattern other) {
    return new TopicTree(List.of(one)).covering(other) == 0;
  }

  @ParameterizedTest
  @CsvSource({
    "a/#, a, true",
    "a/#, a/+, true",
    "a/+, a/#, false",
    "+/b, a/b, true",
    "a/b, +/b, false",
    "#, $SYS/#, false",
    "a/+/#, a/+, true",
    "a/+/#, a/#, false",
    "a/b/#, a/+/#, false",
  })
  void knowsWhichPatternTakesAllOfAnother(String one, String other, boolean all) {
    assertThat(takesAll(TopicPattern.parse(one), TopicPattern.parse(other))).isEqualTo(all);
  }

  private static String randomPattern(SplittableRandom random, String[] words) {
    List<String> levels = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(10);
      if (kind == 0 && i == count - 1) {
        levels.add("#");
      } else {
        levels.add(kind < 4 ? "+" : words[random.nextInt(words.length)]);
      }
    }
    return String.join("/", levels);
  }

  @Test
  void aTopicOfManyLevelsIsOnlyWalkedAsFarAsPatternsGo() {
    TopicTree tree = new TopicTree(List.of(TopicPattern.parse("a/+/+")));
    assertThat(tree.first("/".repeat(65_000).split("/", -1))).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/#/b|before its end",
        "a/b+|takes a whole level",
        "a/x{asset}|a name takes a whole level",
        "{a}/{a}|twice",
      })
  void aWrongPatternSaysWhatWouldBeRight(String pattern, String words) {
    assertThatThrownBy(() -> TopicPattern.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
