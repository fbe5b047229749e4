package org.eoworkflow.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Somebody who calls the application over HTTP: a stranger, a program with a password, or a browser that is signed in. */
public class Http {

    private static final String PASSWORD = "demo";

    private final String address;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
    private String authorization;

    private Http(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Not signed in. */
    public static Http stranger(int port) {
        return new Http(port);
    }

    /** With HTTP basic authentication. */
    public static Http basic(int port, String account) {
        return basic(port, account, PASSWORD);
    }

    /** With HTTP basic authentication and this password. */
    public static Http basic(int port, String account, String password) {
        var http = new Http(port);
        http.authorization = "Basic " + Base64.getEncoder().encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
        return http;
    }

    /** Signed in by the page; sends the tokens that our pages and the webapps send. */
    public static Http browser(int port, String account) {
        var http = new Http(port);
        http.signIn(account, PASSWORD);
        http.get("/camunda/app/welcome/default/");
        return http;
    }

    /** Fills in the sign-in page. */
    public HttpResponse<String> signIn(String account, String password) {
        get("/sign-in");
        return send(request("/sign-in").header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(
            "account=" + encoded(account) + "&password=" + encoded(password) + "&_csrf=" + encoded(cookie("EO-XSRF-TOKEN")))));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Asks as a browser that opens a page. */
    public HttpResponse<String> page(String path) {
        return accepting("text/html", path);
    }

    /** Asks for these media types. */
    public HttpResponse<String> accepting(String types, String path) {
        return send(request(path).header("Accept", types).GET());
    }

    public HttpResponse<String> post(String path, String json) {
        return send("POST", path, json);
    }

    /** A request with a JSON body, or with none where it is null. */
    public HttpResponse<String> send(String method, String path, String json) {
        var request = request(path).method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .header("Content-Type", "application/json");
        if (authorization == null && cookie("EO-XSRF-TOKEN") != null) {
            request.header("X-EO-XSRF-TOKEN", cookie("EO-XSRF-TOKEN"));
        }
        if (authorization == null && cookie("XSRF-TOKEN") != null) {
            request.header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"));
        }
        return send(request);
    }

    /** Deploys these files, by their names, as Modeler does. */
    public HttpResponse<String> deploy(String name, Map<String, String> files) {
        var body = new StringBuilder("--b\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\n" + name + "\r\n");
        files.forEach((file, content) -> body.append("--b\r\nContent-Disposition: form-data; name=\"").append(file).append("\"; filename=\"").append(file)
            .append("\"\r\n\r\n").append(content).append("\r\n"));
        return send(request("/engine-rest/deployment/create").header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(body + "--b--\r\n")));
    }

    /** A request for this path with who we are, to be completed and sent. */
    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of a cookie, or null. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals(name))
            .map(cookie -> cookie.getValue()).findFirst().orElse(null);
    }

    private static String encoded(String text) {
        return text == null ? "" : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
