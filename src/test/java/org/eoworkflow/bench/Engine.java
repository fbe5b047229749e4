package org.eoworkflow.bench;

import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryCountHolder;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.eoworkflow.EoWorkflow;
import org.eoworkflow.support.People;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The application on a database of its own, with the listeners of ledger, guards and notifications, or without any. */
public class Engine implements AutoCloseable {

    private static final Path DATA = Path.of("target", "bench-data");

    private final ConfigurableApplicationContext context;

    /** @param more that see every bean */
    public Engine(boolean listeners, BeanPostProcessor... more) throws Exception {
        FileSystemUtils.deleteRecursively(DATA);
        context = new SpringApplicationBuilder(EoWorkflow.class).profiles("test")
            .initializers((ApplicationContextInitializer<ConfigurableApplicationContext>) started -> {
                started.getBeanFactory().addBeanPostProcessor(new CountingDataSource());
                List.of(more).forEach(started.getBeanFactory()::addBeanPostProcessor);
            })
            .run("--server.port=0", "--eo.data=" + DATA, "--camunda.bpm.eventing.task=" + listeners,
                "--camunda.bpm.eventing.execution=" + listeners, "--logging.level.root=warn");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    RuntimeService runtime() {
        return bean(RuntimeService.class);
    }

    RepositoryService repository() {
        return bean(RepositoryService.class);
    }

    People people() {
        return bean(People.class);
    }

    /** Statements that this thread has sent since the last call. */
    static long statements() {
        long total = QueryCountHolder.getGrandTotal().getTotal();
        QueryCountHolder.clear();
        return total;
    }

    @Override
    public void close() {
        context.close();
    }

    private static class CountingDataSource implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return name.equals("dataSource") ? ProxyDataSourceBuilder.create((DataSource) bean).countQuery().build() : bean;
        }
    }
}
