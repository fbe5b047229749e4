package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {

    private static final LocalDate SIGNED = LocalDate.parse("2026-06-02");
    private static final LocalDate DUE = LocalDate.parse("2026-07-02");

    private static final int BLUE = 0x2e6da4;
    private static final int GREEN = 0x2d7a3a;
    private static final int RED = 0xb3261e;
    private static final int GREY = 0xd5dbe3;
    private static final int MARK = 0x1b1b1b;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2026-06-02 | 0 | Day 0 of 30; 0 of 2 clauses met", "2026-06-14 | 1 | Day 12 of 30; 1 of 2 clauses met", "2026-07-02 | 2 | Met on day 30 of 30",
        "2026-07-03 | 1 | Day 31 of 30, 1 day past the date; 1 of 2 clauses met", "2026-07-12 | 2 | Met on day 40 of 30, 10 days late"})
    void saysInWordsWhatItShows(LocalDate until, int met, String words) {
        assertThat(new Timeline(SIGNED, DUE, until, 2, met).words()).isEqualTo(words);
    }

    @Test
    void whatHasPassedIsBlueAndWhatIsLeftGrey() throws IOException {
        var picture = picture(new Timeline(SIGNED, DUE, LocalDate.parse("2026-06-17"), 2, 0));
        assertThat(at(picture, 0.1)).isEqualTo(BLUE);
        assertThat(at(picture, 0.48)).isEqualTo(BLUE);
        assertThat(at(picture, 0.52)).isEqualTo(GREY);
        assertThat(at(picture, 0.999)).isEqualTo(MARK);
    }

    @Test
    void whatWasMetIsGreenAndWhatIsLateIsRedBehindTheDate() throws IOException {
        var picture = picture(new Timeline(SIGNED, DUE, LocalDate.parse("2026-08-01"), 1, 1));
        assertThat(at(picture, 0.25)).isEqualTo(GREEN);
        assertThat(at(picture, 0.495)).isEqualTo(MARK);
        assertThat(at(picture, 0.75)).isEqualTo(RED);
    }

    @Test
    void aDirectiveThatIsDueOnItsFirstDayHasAPictureToo() throws IOException {
        assertThat(at(picture(new Timeline(SIGNED, SIGNED, SIGNED, 1, 0)), 0.001)).isEqualTo(MARK);
    }

    private static BufferedImage picture(Timeline timeline) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(timeline.image().replace("data:image/png;base64,", ""))));
    }

    private static int at(BufferedImage picture, double part) {
        return picture.getRGB((int) (part * picture.getWidth()), picture.getHeight() / 2) & 0xffffff;
    }
}
