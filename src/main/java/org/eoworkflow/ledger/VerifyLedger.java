package org.eoworkflow.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.eoworkflow.ledger.LedgerFile.Unusable;

/** Verifies an exported ledger on the command line: no database, no server, nothing is changed. */
public final class VerifyLedger {

    /** The first argument that asks for it. */
    public static final String COMMAND = "verify-ledger";

    private static final int INTACT = 0;
    private static final int BROKEN = 1;
    private static final int NOT_VERIFIED = 2;

    private VerifyLedger() {
    }

    /**
     * Says on {@code out} whether the ledger is as it was written, or on {@code err} why that cannot be told.
     *
     * @param arguments the file, or a hyphen for what comes {@code in}, and, if one was noted earlier, the hash of an entry that must be among them
     * @return exit code: 0 intact, 1 broken, 2 not verified
     */
    public static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            err.println("Name the exported ledger, or - for standard input, and, if you noted one, the hash of an earlier entry: "
                + "java -jar eo-workflow.jar verify-ledger ledger.json [hash]");
            return NOT_VERIFIED;
        }
        try {
            return arguments.get(0).equals("-") ? received(in, arguments, out) : verify(new LedgerFile(Path.of(arguments.get(0))), arguments, out);
        } catch (Unusable e) {
            err.println(e.getMessage());
            return NOT_VERIFIED;
        } catch (IOException | InvalidPathException e) {
            err.println("%s cannot be read (%s).".formatted(arguments.get(0), e.getMessage()));
            return NOT_VERIFIED;
        }
    }

    /** What comes but once is kept for as long as it is verified, since a ledger that is broken is read more than once. */
    private static int received(InputStream in, List<String> arguments, PrintStream out) throws IOException {
        var kept = Files.createTempFile("ledger", ".json");
        try {
            Files.copy(in, kept, StandardCopyOption.REPLACE_EXISTING);
            return verify(new LedgerFile(kept, "Standard input"), arguments, out);
        } finally {
            Files.delete(kept);
        }
    }

    private static int verify(LedgerFile ledger, List<String> arguments, PrintStream out) {
        var fault = new Chain(ledger).firstFault();
        if (fault != null) {
            out.println(fault.explanation());
            return BROKEN;
        }
        out.println(LedgerVerification.intact(ledger.head()));
        return arguments.size() == 1 ? ends(ledger, out) : contains(ledger, arguments.get(1), out);
    }

    private static int ends(LedgerFile ledger, PrintStream out) {
        out.println("Its last hash is %s. Compare it, or a hash that you noted earlier, with this ledger: who could rewrite all of it could make all its hashes anew."
            .formatted(ledger.head().hash()));
        return INTACT;
    }

    private static int contains(LedgerFile ledger, String noted, PrintStream out) {
        var place = new long[1];
        ledger.read((at, entry) -> {
            place[0] = entry.hash().equalsIgnoreCase(noted.strip()) ? at : 0;
            return place[0] == 0;
        });
        out.println(place[0] == 0 ? "None of them has the noted hash: this is not the ledger from which it was noted, or it was made anew since."
            : "Entry %d has the noted hash: nothing up to it was changed since that was noted.".formatted(place[0]));
        return place[0] == 0 ? BROKEN : INTACT;
    }
}
