package kapfhir.hapi;

import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.r5.JpaR5Config;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A HAPI FHIR JPA server on H2: one release, no authentication, for tests. */
@Configuration
@EnableConfigurationProperties(Settings.class)
@ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    EmbeddedWebServerFactoryCustomizerAutoConfiguration.class
})
@Import({HapiServer.R4.class, HapiServer.R5.class, Storage.class, Rest.class})
public class HapiServer {

    @Configuration
    @ConditionalOnProperty(name = "fhir", havingValue = "r4", matchIfMissing = true)
    @Import(JpaR4Config.class)
    static class R4 {}

    @Configuration
    @ConditionalOnProperty(name = "fhir", havingValue = "r5")
    @Import(JpaR5Config.class)
    static class R5 {}

    public static void main(String[] args) {
        SpringApplication.run(HapiServer.class, args);
    }
}
