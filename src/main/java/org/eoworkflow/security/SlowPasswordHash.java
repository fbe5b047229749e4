package org.eoworkflow.security;

import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with PBKDF2-HMAC-SHA256, as slowly as {@code eo.passwords.iterations} says. A hash names its own number of
 * iterations, so that the setting can be raised while older hashes go on working.
 */
@Component
class SlowPasswordHash extends AbstractCamundaConfiguration implements PasswordEncryptor {

    private static final int SALT_BYTES = 16;

    private final int iterations;

    SlowPasswordHash(@Value("${eo.passwords.iterations:600000}") int iterations) {
        this.iterations = iterations;
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        engine.setPasswordEncryptor(this);
    }

    @Override
    public String encrypt(String password) {
        return iterations + "$" + encoder(iterations).encode(password);
    }

    @Override
    public boolean check(String password, String encrypted) {
        int end = encrypted.indexOf('$');
        return encoder(Integer.parseInt(encrypted.substring(0, end))).matches(password, encrypted.substring(end + 1));
    }

    /** Takes as long as a check, so that an unknown account cannot be told from a wrong password by the time of the answer. */
    void waste(String password) {
        encrypt(password);
    }

    @Override
    public String hashAlgorithmName() {
        return "PBKDF2-HMAC-SHA256";
    }

    private static Pbkdf2PasswordEncoder encoder(int iterations) {
        return new Pbkdf2PasswordEncoder("", SALT_BYTES, iterations, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256);
    }
}
