package kapfhir.hapi;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The switches: {@code -Dhapi.search-reuse-ms=60000}, {@code --hapi.search-reuse-ms=60000} or
 * {@code HAPI_SEARCHREUSEMS=60000}. The FHIR release is {@code fhir=r4|r5}, the port {@code server.port}.
 *
 * @param db file of a database that survives restarts; without it the database lives in memory
 * @param multipleDelete whether a conditional delete may hit several, and $expunge may empty the database
 * @param searchReuseMs how long an equal search may be answered from the last one's result; 0: never
 */
@ConfigurationProperties("hapi")
record Settings(
        String db,
        @DefaultValue("true") boolean referentialIntegrity,
        @DefaultValue("false") boolean externalReferences,
        @DefaultValue("false") boolean validateRequests,
        @DefaultValue("false") boolean multipleDelete,
        @DefaultValue("0") long searchReuseMs,
        @DefaultValue("true") boolean retryOnConflict) {

    String jdbcUrl() {
        String place = db == null || db.isBlank()
                ? "mem:hapi;DB_CLOSE_DELAY=-1"
                : "file:" + Path.of(db).toAbsolutePath() + ";WRITE_DELAY=0"; // a commit survives kill -9
        return "jdbc:h2:" + place + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }
}
