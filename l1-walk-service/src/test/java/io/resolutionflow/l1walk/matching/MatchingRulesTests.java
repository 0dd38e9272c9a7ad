package io.resolutionflow.l1walk.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resolutionflow.l1walk.flow.FlowContent;
import io.resolutionflow.l1walk.matching.Ranking.Part;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchingRulesTests {

    private final Ranking ranking = new Ranking(TestWeights.committed());

    @Test
    void aScoreIsRoundedHalfUpBeforeItIsCompared() {
        assertThat(Calibration.calibrated(0.74995, 0.9))
                .isEqualTo(0.75)
                .isGreaterThanOrEqualTo(0.75);
        assertThat(Calibration.calibrated(0.74994, 0.9)).isEqualTo(0.7499).isLessThan(0.75);
        assertThat(Calibration.calibrated(0.9, 0.59995)).isEqualTo(0.6);
        assertThat(Calibration.calibrated(0.9, 0.599949)).isEqualTo(0.5999);
    }

    @Test
    void theWeakerOfFitAndFlowDecides() {
        assertThat(Calibration.calibrated(0.99, 0.2)).isEqualTo(0.2);
        assertThat(Calibration.calibrated(0.2, 0.99)).isEqualTo(0.2);
    }

    @Test
    void useOrdersNearTiesAndNothingElse() {
        Statement statement = Statement.of("printer offline");
        FlowTerms none = terms("something else");
        var near =
                ranking.place(
                        List.of(
                                new Part<>("a", 0.50, 0.3, none, 0),
                                new Part<>("b", 0.49, 0.3, none, 1)),
                        statement,
                        Comparator.naturalOrder());
        assertThat(near.getFirst().flow()).isEqualTo("b");
        var far =
                ranking.place(
                        List.of(
                                new Part<>("a", 0.70, 0.3, none, 0),
                                new Part<>("b", 0.49, 0.3, none, 1)),
                        statement,
                        Comparator.naturalOrder());
        assertThat(far.getFirst().flow()).isEqualTo("a");
        assertThatThrownBy(() -> new MatchingProperties(0.6, 0.7, 0.3, 0.06, 0.75, 0.6))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalRanksAreOrderedByTheGivenTie() {
        var placed =
                ranking.place(
                        List.of(
                                new Part<>("b", 0.5, 0.3, terms("x"), 0),
                                new Part<>("a", 0.5, 0.3, terms("x"), 0)),
                        Statement.of("printer"),
                        Comparator.naturalOrder());
        assertThat(placed).extracting(Ranking.Placed::flow).containsExactly("a", "b");
    }

    @Test
    void whatNamesPeopleOrNumbersDoesNotReachTheEmbedder() {
        Statement statement =
                Statement.of(
                        "mail from bea.ott@client.example about ticket 12 34 567 see https://evil.example/x?y=1 error 809");
        assertThat(statement.masked())
                .isEqualTo("mail from mail address about ticket number see web address error 809");
        assertThat(Statement.of("a".repeat(2_000)).masked()).hasSize(1_000);
    }

    @Test
    void securitySignalsFindEveryReportOfTheDevelopmentSet() {
        var signals = new SecuritySignals();
        var set = DevelopmentSet.load().examples();
        assertThat(set)
                .filteredOn(e -> e.label().equals("phishing-email-report"))
                .allSatisfy(e -> assertThat(signals.in(e.statement())).as(e.statement()).isTrue());
        assertThat(set)
                .filteredOn(e -> !e.label().equals("phishing-email-report"))
                .allSatisfy(e -> assertThat(signals.in(e.statement())).as(e.statement()).isFalse());
    }

    /** Words of nobody's set: what is reported in other words is recognised, a wish is not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a letter by mail says our landlord has a new bank account, it feels wrong",
                "some stranger phoned from the bank and I let him onto my computer",
                "clients answer to advertising mails that I never wrote",
                "I scanned a code on a flyer and put my password into the page",
                "the chief wants an urgent wire payment by message, is it really him",
                "my mailbox was hacked",
                "Eine Nachricht gibt sich als Bank aus und will meine Zugangsdaten, Betrug?"
            })
    void suspicionIsRecognisedInOtherWords(String said) {
        assertThat(new SecuritySignals().in(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outlook asks for my password again and again",
                "I cannot send mail from my phone",
                "attach the invoice to the ticket",
                "the page of the supplier does not open",
                "change the bank account of the supplier"
            })
    void aMessageAloneIsNoSuspicion(String said) {
        assertThat(new SecuritySignals().in(said)).isFalse();
    }

    /** Words are looked for near each other: over the whole text this took fifteen seconds. */
    @Test
    void theLongestStatementIsJudgedQuickly() {
        var signals = new SecuritySignals();
        String longest = "mail asked ".repeat(4_000 / 11);
        assertThat(CompletableFuture.supplyAsync(() -> signals.in(longest)))
                .succeedsWithin(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "outlook does not open, true, false",
        "set my outlook to dark mode, false, true",
        "how do I print on both sides, false, true",
        "der drucker druckt nicht, true, false",
        "ich brauche einen neuen drucker, false, true",
        "je voudrais partager un dossier, false, true",
        "the printer is on the second floor, false, false"
    })
    void aFaultIsToldFromAWish(String said, boolean fault, boolean wish) {
        Statement statement = Statement.of(said);
        assertThat(IntentWords.shipped().tellsOfFault(statement)).isEqualTo(fault);
        assertThat(IntentWords.shipped().asksForSomething(statement)).isEqualTo(wish);
    }

    @Test
    void aFlowIsIndexedByWhatItIsForAndByWhatItAsks() {
        FlowContent vpn =
                io.resolutionflow.l1walk.library.LibraryContent.shipped().flows().stream()
                        .filter(flow -> flow.slug().equals("vpn-wont-connect"))
                        .findFirst()
                        .orElseThrow();
        var texts = IndexTexts.of(vpn, List.of("a problem"));
        assertThat(texts)
                .hasSizeLessThanOrEqualTo(400)
                .extracting(IndexTexts.IndexText::text)
                .contains("a problem");
        assertThat(texts)
                .filteredOn(t -> t.kind().equals("node"))
                .noneMatch(t -> "e_app".equals(t.nodeId()));
    }

    private static FlowTerms terms(String title) {
        return FlowTerms.of(
                new FlowContent("s", title, "other", null, List.of(), List.of(), "q", List.of()));
    }
}
