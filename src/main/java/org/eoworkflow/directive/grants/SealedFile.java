package org.eoworkflow.directive.grants;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * A temporary file that nobody reads but through this object: its key is never written, so whatever the disk keeps of a file that was refused says
 * nothing.
 */
final class SealedFile implements ListingFile.Content, AutoCloseable {

    private static final String CIPHER = "AES/CTR/NoPadding";

    private final Path path;
    private final SecretKey key;

    SealedFile(String prefix) throws IOException {
        path = Files.createTempFile(prefix, null);
        try {
            key = KeyGenerator.getInstance("AES").generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }

    /** Once: the key is good for one text. */
    OutputStream write() throws IOException {
        return new CipherOutputStream(Files.newOutputStream(path), cipher(Cipher.ENCRYPT_MODE));
    }

    @Override
    public InputStream open() throws IOException {
        return new CipherInputStream(Files.newInputStream(path), cipher(Cipher.DECRYPT_MODE));
    }

    private Cipher cipher(int mode) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new IvParameterSpec(new byte[16]));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
