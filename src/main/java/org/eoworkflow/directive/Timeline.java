package org.eoworkflow.directive;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.eoworkflow.platform.WashingtonTime;

/**
 * A directive's time as a picture for reports: from the signing to its date, how much of it has passed, and what is late.
 *
 * @param due the last day of the deadline or of the planning target, in Washington
 * @param until the day on which its last clause was met or ceased to apply, or today
 * @param clauses how many of them are asked for
 * @param met how many of them are met
 */
record Timeline(LocalDate signed, LocalDate due, LocalDate until, int clauses, int met) {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 48;
    private static final int MARK = 6;
    private static final Color TRACK = new Color(0xd5dbe3);
    private static final Color PASSED = new Color(0x2e6da4);
    private static final Color MET = new Color(0x2d7a3a);
    private static final Color LATE = new Color(0xb3261e);
    private static final Color INK = new Color(0x1b1b1b);

    /** {@code Day 12 of 30; 1 of 2 clauses met}: what the picture shows, for those who do not see it. */
    String words() {
        long late = Math.max(0, day(until) - day(due));
        String days = "day %d of %d".formatted(day(until), day(due));
        String past = late == 0 ? "" : ", " + WashingtonTime.days(late);
        if (clauses == 0) {
            return "Ended on %s; no clause is asked for any more".formatted(days);
        }
        return isMet() ? "Met on " + days + (late == 0 ? "" : past + " late")
            : "%s%s; %d of %d clauses met".formatted(days.replaceFirst("d", "D"), late == 0 ? "" : past + " past the date", met, clauses);
    }

    /** The picture as the address of an image, a PNG with the data in it. */
    String image() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        bar(pen, TRACK, signed, due);
        bar(pen, isMet() ? MET : PASSED, signed, until.isBefore(due) ? until : due);
        if (until.isAfter(due)) {
            bar(pen, LATE, due, until);
        }
        pen.setColor(INK);
        pen.fillRect(Math.max(0, x(due) - MARK), 0, MARK, HEIGHT);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private void bar(Graphics2D pen, Color color, LocalDate from, LocalDate to) {
        pen.setColor(color);
        pen.fillRect(x(from), HEIGHT / 4, x(to) - x(from), HEIGHT / 2);
    }

    private int x(LocalDate day) {
        long last = Math.max(1, day(until.isAfter(due) ? until : due));
        return (int) Math.max(0, Math.min(WIDTH, day(day) * WIDTH / last));
    }

    private long day(LocalDate day) {
        return ChronoUnit.DAYS.between(signed, day);
    }

    private boolean isMet() {
        return clauses > 0 && met == clauses;
    }
}
