package org.eoworkflow.notification;

import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps each mail as an {@code .eml} file that any mail program opens, where there is no mail server. */
class FolderTransport implements MailTransport {

    private final Path folder;

    FolderTransport(Path folder) {
        this.folder = folder;
    }

    @Override
    public void deliver(MimeMessage message, String messageId) throws Exception {
        Files.createDirectories(folder);
        var name = messageId.replaceAll("[<>]", "").replaceFirst("@.*", "") + ".eml";
        var unfinished = Files.createTempFile(folder, "mail", ".part");
        try (var out = Files.newOutputStream(unfinished)) {
            message.writeTo(out);
        }
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean repeatable() {
        return true;
    }
}
