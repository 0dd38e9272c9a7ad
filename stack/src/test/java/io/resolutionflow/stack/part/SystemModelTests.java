package io.resolutionflow.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SystemModelTests {

    private final Unit database = TestUnits.idle("database");
    private final Unit broker = TestUnits.idle("broker");
    private final Unit service = TestUnits.idle("service", "database", "broker");
    private final Unit gateway = TestUnits.idle("gateway", "service");

    @Test
    void unitsWithoutEdgesStartSideBySideAndTheirUsersAfterwards() {
        var model = new SystemModel(List.of(gateway, service, broker, database));

        assertThat(model.levels())
                .containsExactly(List.of(broker, database), List.of(service), List.of(gateway));
    }

    @Test
    void usersStopBeforeWhatTheyUse() {
        var model = new SystemModel(List.of(database, broker, service, gateway));

        assertThat(model.stopOrder())
                .containsExactly(List.of(gateway), List.of(service), List.of(database, broker));
    }

    @Test
    void aRingOfEdgesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SystemModel(
                                List.of(TestUnits.idle("a", "b"), TestUnits.idle("b", "a"))))
                .withMessageContaining("[a, b]");
    }

    @Test
    void anEdgeToNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SystemModel(List.of(TestUnits.idle("a", "nobody"))));
    }

    @Test
    void aNameTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SystemModel(List.of(TestUnits.idle("a"), TestUnits.idle("a"))));
    }

    @Test
    void aSelectionDropsEdgesToWhatIsLeftOut() {
        var model =
                new SystemModel(List.of(database, broker, service, gateway))
                        .only(Set.of("database", "service"));

        assertThat(model.units()).extracting(Unit::name).containsExactly("database", "service");
        assertThat(model.units().getLast().waitsFor()).containsExactly("database");
    }

    @Test
    void aPartIsFoundByItsOwnNameAndByThatOfItsUnit() {
        var model = new SystemModel(List.of(database));

        assertThat(model.serving("database-part")).contains(database);
        assertThat(model.serving("database")).contains(database);
        assertThat(model.serving("nobody")).isEmpty();
    }
}
