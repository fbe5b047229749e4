package org.eoworkflow.notification;

import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** SMTP where {@code spring.mail.host} is set, else a folder of {@code .eml} files. */
@Configuration
class MailConfiguration {

    @Bean
    MailTransport mailTransport(ObjectProvider<JavaMailSender> smtp, @Value("${eo.data}") Path data) {
        var sender = smtp.getIfAvailable();
        return sender == null ? new FolderTransport(data.resolve("mail")) : new SmtpTransport(sender);
    }
}
