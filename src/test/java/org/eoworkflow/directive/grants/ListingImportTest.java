package org.eoworkflow.directive.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.grants.Published.bytes;
import static org.eoworkflow.directive.grants.Published.csv;
import static org.eoworkflow.directive.grants.Published.opportunity;
import static org.eoworkflow.directive.grants.Published.program;
import static org.eoworkflow.directive.grants.Published.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Listings come in over HTTP: all of a file or nothing. */
@EngineTest
class ListingImportTest {

    @LocalServerPort int port;
    @Autowired GrantStory stories;
    @Autowired People people;
    @Autowired ListingImports imports;
    @Autowired JdbcClient jdbc;

    private GrantStory.Running grants;
    private String path;

    @BeforeEach
    void begin() {
        grants = stories.begin(12);
        path = "/api/tasks/" + people.task(grants.key, "ImportListings").getId() + "/listings";
    }

    /** A file that is refused has lain on the disk until it was read, and a disk keeps what is deleted. */
    @Test
    void whatIsReceivedIsNotReadableOnTheDisk() throws IOException {
        Path onDisk;
        try (var received = imports.receive(new ByteArrayInputStream("SECRET//NOFORN zqreceived".repeat(1000).getBytes()), "a.csv")) {
            onDisk = received.content().path();
            assertThat(Files.size(onDisk)).isEqualTo(received.size());
            assertThat(new String(Files.readAllBytes(onDisk), StandardCharsets.ISO_8859_1)).doesNotContain("NOFORN", "zqreceived");
            for (int i = 0; i < 2; i++) {
                try (var again = received.content().open()) {
                    assertThat(again.readAllBytes()).asString().isEqualTo("SECRET//NOFORN zqreceived".repeat(1000));
                }
            }
        }
        assertThat(onDisk).doesNotExist();
    }

    @Test
    void theStaffOfTheOfficeImportsAndNobodyElse() {
        byte[] file = bytes(csv(program("16.710")));
        var stranger = Http.stranger(port);
        stranger.get("/sign-in");
        assertThat(send(stranger, "?name=a.csv", file).statusCode()).isEqualTo(401);
        assertThat(send(Http.basic(port, "gsa.staff"), "?name=a.csv", file).statusCode()).isEqualTo(404);
        assertThat(send(Http.basic(port, "omb.certifier"), "?name=a.csv", file).statusCode()).isEqualTo(403);
        assertThat(send(Http.basic(port, "order.office"), "?name=a.csv", file).statusCode()).isEqualTo(403);
        assertThat(programs()).isEmpty();

        var done = send(Http.basic(port, "omb.staff"), "?name=a.csv", file);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.body()).contains("\"source\":\"Assistance Listings\"", "\"taken\":1", "\"changed\":1", "\"bad\":0");
        assertThat(programs()).containsExactly("ALN 16.710");
        assertThat(grants.facts("note")).anyMatch(note -> note.contains("listings imported") && note.contains("a.csv"));

        assertThat(Http.stranger(port).get(path).statusCode()).isEqualTo(401);
        assertThat(Http.basic(port, "gsa.staff").get(path).statusCode()).isEqualTo(404);
        assertThat(Http.basic(port, "omb.staff").get(path).body()).contains("a.csv", "\"mayImport\":true", "600 MB");
    }

    @Test
    void aBrowserSendsItsTokenToo() {
        var done = send(Http.browser(port, "omb.staff"), "?name=a.csv", bytes(csv(program("16.710"))));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    }

    @Test
    void badRecordsAreAllNamedAndNothingIsTakenUntilTheGoodOnesAreAskedFor() {
        byte[] file = bytes(csv(program("16.710"), program(""), program("16.712", "Published Date", "01/01/2026")));
        var refused = send(staff(), "?name=a.csv", file);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("2 things are wrong in the records. Nothing was taken.", "\"field\":\"file\"",
            "\"place\":\"line 4\"", "\"field\":\"Program Number\"", "\"place\":\"line 6\"", "\"record\":\"16.712\"", "is no date such as Jan 01,2026");
        assertThat(programs()).isEmpty();
        assertThat(imports()).isZero();

        var done = send(staff(), "?name=a.csv&goodOnly=true", file);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("\"taken\":1", "\"bad\":2", "\"place\":\"line 6\"");
        assertThat(programs()).containsExactly("ALN 16.710");
    }

    @Test
    void theSameFileAgainChangesNothingAndANewerOneWhatIsNewInIt() {
        byte[] first = bytes(csv(program("16.710"), program("16.711")));
        assertThat(send(staff(), "?name=a.csv", first).body()).contains("\"changed\":2");
        assertThat(send(staff(), "?name=a.csv", first).body()).contains("\"taken\":2", "\"changed\":0");
        assertThat(send(staff(), "?name=b.csv", bytes(csv(program("16.711", "Program Title", "Renamed"), program("16.712")))).body()).contains("\"changed\":2");
        assertThat(programs()).containsExactly("ALN 16.710", "ALN 16.711", "ALN 16.712");
        assertThat(jdbc.sql("select title from eo.grant_program where business_key = ? and id = 'ALN 16.711'").param(grants.key).query(String.class).single())
            .isEqualTo("Renamed");
    }

    @Test
    void aFileWithARecordThatLooksClassifiedIsRefusedWhole() {
        for (byte[] file : List.of(bytes(csv(program("16.710"), program("16.711", "Program Title", "(S) Zqlisted lamps"))),
                bytes(csv(program("16.710"), program("SECRET//NOFORN zqlisted"))))) {
            var refused = send(staff(), "?name=a.csv&goodOnly=true", file);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("A record of the file carries what looks like a marking", "nothing was stored").doesNotContainIgnoringCase("zqlisted");
        }
        assertThat(programs()).isEmpty();
        assertThat(imports()).isZero();
    }

    @Test
    void aTruncatedFileIsNamedAsSuchAndLeavesNothing() {
        var many = new StringBuilder();
        for (int i = 0; i < 1200; i++) {
            many.append(opportunity(String.valueOf(1000 + i)));
        }
        String whole = xml(many.toString());
        var refused = send(staff(), "?name=GrantsDBExtract.xml&goodOnly=true", bytes(whole.substring(0, whole.length() - 500)));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("The file is truncated", "Nothing was taken.");
        assertThat(programs()).isEmpty();

        var done = send(staff(), "?name=GrantsDBExtract.xml", bytes(whole));
        assertThat(done.body()).contains("Grants.gov extract", "\"taken\":1200", "\"changed\":1200");
        assertThat(programs()).hasSize(1200);
    }

    @Test
    void aFileThatIsNotTheOneMeantIsRefusedAfterItsThousandthMistake() {
        var text = new StringBuilder(csv());
        for (int i = 0; i < 1200; i++) {
            text.append("x,y\r\n");
        }
        var refused = send(staff(), "?name=a.csv&goodOnly=true", bytes(text.toString()));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("More than 1,000 records are wrong");
    }

    @Test
    void aFileHasANameAndNoPath() {
        for (String name : List.of("", "?name=", "?name=..%2Fa.csv", "?name=" + "a".repeat(201))) {
            var refused = send(staff(), name, bytes(csv(program("16.710"))));
            assertThat(refused.statusCode()).as(name).isEqualTo(400);
            assertThat(refused.body()).contains("\"field\":\"name\"");
        }
    }

    @Test
    void listingsAreImportedAtTheirOwnTaskOnly() {
        grants.imported();
        String other = "/api/tasks/" + people.task(grants.key, "ShortlistPrograms").getId() + "/listings";
        assertThat(staff().get(other).statusCode()).isEqualTo(404);
        assertThat(staff().get(path).statusCode()).as("the task is completed").isEqualTo(404);
    }

    private Http staff() {
        return Http.basic(port, "omb.staff");
    }

    private HttpResponse<String> send(Http who, String query, byte[] file) {
        var request = who.request(path + query).header("Content-Type", "application/octet-stream").POST(BodyPublishers.ofByteArray(file));
        if (who.cookie("EO-XSRF-TOKEN") != null) {
            request.header("X-EO-XSRF-TOKEN", who.cookie("EO-XSRF-TOKEN"));
        }
        return who.send(request);
    }

    private List<String> programs() {
        return jdbc.sql("select id from eo.grant_program where business_key = ? order by id").param(grants.key).query(String.class).list();
    }

    private int imports() {
        return jdbc.sql("select count(*) from eo.listing_import where business_key = ?").param(grants.key).query(Integer.class).single();
    }
}
