package kapfhir.hapi;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.binstore.DatabaseBinaryContentStorageSvcImpl;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.search.IStaleSearchDeletingSvc;
import ca.uhn.fhir.jpa.search.StaleSearchDeletingSvcImpl;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** The database and what HAPI's JPA layer expects its host to provide. */
@Configuration
@Import({
    ThreadPoolFactoryConfig.class,
    SubscriptionChannelConfig.class, // the queue the batch jobs run on
    JpaBatch2Config.class,
    Batch2JobsConfig.class
})
class Storage {

    @Bean
    JpaStorageSettings jpaStorageSettings(Settings settings) {
        JpaStorageSettings s = new JpaStorageSettings();
        s.setEnforceReferentialIntegrityOnWrite(settings.referentialIntegrity());
        s.setEnforceReferentialIntegrityOnDelete(settings.referentialIntegrity());
        s.setAllowExternalReferences(settings.externalReferences());
        s.setReuseCachedSearchResultsForMillis(settings.searchReuseMs() == 0 ? null : settings.searchReuseMs());
        s.setHibernateSearchIndexSearchParams(false);
        s.setAllowMultipleDelete(settings.multipleDelete());
        s.setExpungeEnabled(settings.multipleDelete());
        return s;
    }

    @Bean
    DataSource dataSource(Settings settings) {
        HikariDataSource ds = new HikariDataSource();
        ds.setJdbcUrl(settings.jdbcUrl());
        ds.setUsername("sa");
        ds.setPassword("");
        ds.setMaximumPoolSize(20);
        return ds;
    }

    @Bean
    @Primary
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
            DataSource ds, ConfigurableListableBeanFactory beans, FhirContext fhir, JpaStorageSettings settings) {
        LocalContainerEntityManagerFactoryBean f =
                HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhir, settings);
        f.setPersistenceUnitName("HAPI_PU");
        f.setDataSource(ds);
        f.setJpaPropertyMap(Map.of(
                "hibernate.dialect", HapiFhirH2Dialect.class.getName(),
                "hibernate.hbm2ddl.auto", "update",
                "hibernate.jdbc.batch_size", "20",
                "hibernate.search.enabled", "false"));
        return f;
    }

    @Bean
    @Primary
    JpaTransactionManager transactionManager(EntityManagerFactory emf) {
        return new JpaTransactionManager(emf);
    }

    @Bean
    DatabaseBackedPagingProvider pagingProvider() {
        DatabaseBackedPagingProvider p = new DatabaseBackedPagingProvider();
        p.setDefaultPageSize(20);
        p.setMaximumPageSize(1000);
        return p;
    }

    @Bean
    PartitionSettings partitionSettings() {
        return new PartitionSettings();
    }

    @Bean
    SubscriptionSettings subscriptionSettings() {
        return new SubscriptionSettings();
    }

    @Bean
    DatabaseBinaryContentStorageSvcImpl binaryStorage() {
        return new DatabaseBinaryContentStorageSvcImpl();
    }

    @Bean
    IStaleSearchDeletingSvc staleSearchDeletingSvc() {
        return new StaleSearchDeletingSvcImpl();
    }
}
