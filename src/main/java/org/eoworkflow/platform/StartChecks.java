package org.eoworkflow.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** What may be in the way of a start is found before anything is printed, started or changed. */
public class StartChecks implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        if (environment.getProperty("eo.database.embedded", Boolean.class, false)) {
            if (!ClassUtils.isPresent("io.zonky.test.db.postgres.embedded.EmbeddedPostgres", getClass().getClassLoader())) {
                throw new CannotStart("This jar contains no database: start it with --spring.profiles.active=production and a database "
                    + "of your own, or start eo-workflow.jar for the demonstration.");
            }
            DataFolder.hold(Path.of(environment.getRequiredProperty("eo.data")));
        }
        portIsFree(environment);
    }

    /** Found out by taking it for a moment; the web server takes it only when everything else is up. */
    private static void portIsFree(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        if (port <= 0) {
            return;
        }
        try (var socket = new ServerSocket()) {
            var address = environment.getProperty("server.address");
            socket.bind(new InetSocketAddress(address == null ? null : InetAddress.getByName(address), port));
        } catch (IOException e) {
            throw new CannotStart(portInUse(port), e);
        }
    }

    static String portInUse(int port) {
        return "Port %d is in use by another program: end that one, or choose another port with --server.port=<number>.".formatted(port);
    }
}
