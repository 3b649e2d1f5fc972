package io.millwright.ingest.codec.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.millwright.rules.planfile.PlanException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsFileTest {

  private static List<String> problems(String yaml) {
    return assertThatThrownBy(() -> TopicsFile.read(yaml))
        .asInstanceOf(throwable(PlanException.class))
        .actual()
        .problems()
        .stream()
        .map(problem -> problem.in("t.yaml"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{topic: 'a/{asset}', payload: value}|'meter' is missing: name a level {meter}",
        "{topic: 'a/{meter}', payload: value}|'asset' is missing",
        "{topic: 'a/{asset}', payload: telegraf, asset: '{host}'}|{host} is not known here",
        "{topic: 'a', payload: telegraf}|such as \"{tag.asset}\"",
        "{topic: 'a/{asset}/{meter}', payload: value, time: /t}|'time' has no effect with payload:"
            + " value",
        "{topic: 'a/{asset}', payload: json, value: /v, meter: m, ignore: [x]}|'ignore' has no"
            + " effect beside 'value'",
        "{topic: 'a/{asset}', payload: json, time: ts}|must be a JSON pointer: it begins with '/'",
        "{topic: 'a/{asset}', payload: jsn}|did you mean json",
        "{topic: 'a/{asset}', payload: json, time_in: h}|must be s, ms, us or ns",
        "{topic: 'a/{asset}', payload: json, feilds: /v}|did you mean 'fields'?",
        "{topic: 'a/#/b', payload: ignore}|before its end",
        "{topic: 'a/{asset}', payload: json, asset: '{asset'}|'{' without its '}'",
        "{topic: 'millwright/v1/+/readings', payload: ignore}|millwright/v1/# has a notation of its"
            + " own",
        "{topic: 'a/{asset}', payload: json, gateway: '{/id}'}|{/id} is not known here",
        "{topic: 'a/{asset}', payload: json, words: {on: yes}}|must be a number",
      })
  void aWrongRuleSaysWhatWouldBeRight(String rule, String words) {
    assertThat(problems("rules:\n  - " + rule + "\n"))
        .singleElement()
        .asString()
        .startsWith("t.yaml:2:")
        .contains(words);
  }

  @Test
  void aRuleThatIsNeverAskedIsAMistake() {
    assertThat(
            problems(
                """
                rules:
                  - {topic: "a/#", payload: ignore}
                  - topic: a/{asset}/{meter}
                    payload: value
                """))
        .containsExactly(
            "t.yaml:3:12: topic: is never asked for, because the rule in line 2 takes all of its"
                + " topics: put the narrower one first");
  }

  @Test
  void allProblemsComeAtOnceInTheOrderOfTheFile() {
    assertThat(
            problems(
                """
                gateway: with space
                rules:
                  - {topic: a, payload: nothing}
                  - {payload: value}
                """))
        .hasSize(3)
        .isSortedAccordingTo((a, b) -> Integer.compare(line(a), line(b)));
  }

  private static int line(String problem) {
    return Integer.parseInt(problem.split(":", -1)[1]);
  }

  @Test
  void anEmptyFileSaysHowItBegins() {
    assertThat(problems("# nothing\n")).singleElement().asString().contains("rules:");
  }

  @Test
  void thousandsOfRulesAreRead() throws PlanException {
    StringBuilder yaml = new StringBuilder("rules:\n");
    for (int i = 0; i < 5000; i++) {
      yaml.append("  - {topic: 'line/").append(i).append("/{asset}/{meter}', payload: value}\n");
    }
    TopicsFormat format = new TopicsFormat(TopicsFile.read(yaml.toString()));
    assertThat(format.line("line/4999/P-1/t")).contains(5001);
  }
}
