package io.resolutionflow.l1walk.aibuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.resolutionflow.l1walk.walk.BuiltNode;
import io.resolutionflow.l1walk.walk.NodeView.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeRulesTests {

    @Test
    void optionValuesAreTheServers() {
        BuiltNode yesNo =
                NodeRules.node(
                        "1", question("Is the dock plugged in?", List.of("Yes", "No")), "model", 1);
        assertThat(yesNo.options())
                .containsExactly(new Choice("yes", "Yes"), new Choice("no", "No"));
        BuiltNode three =
                NodeRules.node(
                        "2",
                        question("Which port?", List.of("HDMI", "USB-C", "DisplayPort")),
                        "model",
                        2);
        assertThat(three.options())
                .extracting(Choice::value)
                .containsExactly("opt_1", "opt_2", "opt_3");
        BuiltNode bare = NodeRules.node("3", question("Does it work?", List.of()), "model", 3);
        assertThat(bare.yesLabel()).isEqualTo("Yes");
        BuiltNode instruction =
                NodeRules.node(
                        "4",
                        new NodeDraft(
                                "instruction", "Restart it.", null, List.of(), null, null, null),
                        "model",
                        4);
        assertThat(instruction.options())
                .extracting(Choice::value)
                .containsExactly("done", "could_not");
    }

    @Test
    void anEitherOrQuestionWithBareLabelsIsRefused() {
        assertThat(
                        NodeRules.complaint(
                                question("Is it the screen or the cable?", List.of("Yes", "No"))))
                .isPresent();
        assertThat(
                        NodeRules.complaint(
                                question(
                                        "Is it the screen or the cable?",
                                        List.of("Screen", "Cable"))))
                .isEmpty();
    }

    @Test
    void shapesOutsideTheRulesAreRefused() {
        assertThat(NodeRules.complaint(null)).isPresent();
        assertThat(NodeRules.complaint(question("x".repeat(501), List.of()))).isPresent();
        assertThat(NodeRules.complaint(question("x".repeat(500), List.of()))).isEmpty();
        assertThat(NodeRules.complaint(question("Which?", List.of("a", "b", "c", "d", "e"))))
                .isPresent();
        assertThat(NodeRules.complaint(question("Which?", List.of("a", "a")))).isPresent();
        assertThat(
                        NodeRules.complaint(
                                new NodeDraft("script", "x", null, List.of(), null, null, null)))
                .isPresent();
    }

    @Test
    void linksAndMarkupAreTakenOut() {
        assertThat(
                        NodeRules.plain(
                                "Open <b>this</b> https://evil.example/x [page](http://evil.example) now"))
                .isEqualTo("Open this  page now");
    }

    private static NodeDraft question(String text, List<String> options) {
        return new NodeDraft("question", text, null, options, null, null, null);
    }
}
