package io.resolutionflow.l1walk.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlossaryTests {

    private final Glossary glossary = Glossary.shipped();

    /** "file", "site", "password" or "map" are words of other languages too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "restore a onedrive file I deleted last week",
                "file share letter missing since the password change",
                "the site map is full of errors",
                "the rest of the sheet is white",
                "a bank asks for the drive"
            })
    void englishStaysAsItWasSaid(String said) {
        assertThat(glossary.english(said)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "W Teams nie działa głos, work voice",
        "W biurze połączenie zrywa, connection drops",
        "Der Druckertreiber fehlt, printer driver",
        "Ich muss mein Passwort zuruecksetzen, reset",
        "Le mot de passe est expiré, password",
        "I cannot log on any more, sign in",
        "two-factor does not arrive, mfa",
        "my kyocera is offline, kyocera printer",
        "nothing leaves my outbx, outbox",
        "lables in the warehous, labels in the warehouse"
    })
    void whatMattersIsPutIntoTheLibrarysWords(String said, String meant) {
        assertThat(glossary.english(said)).contains(meant);
    }
}
