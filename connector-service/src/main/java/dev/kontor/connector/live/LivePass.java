package dev.kontor.connector.live;

import dev.kontor.connector.fetch.SourceConfig;
import dev.kontor.kit.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// Sends live requests to sources, with deadlines. Blocks; belongs on a virtual thread. The body is read as fast as the
/// partner takes it.
@ApplicationScoped
public class LivePass {
    private static final Logger LOG = Logger.getLogger(LivePass.class);

    private final HttpClient http;
    private final Duration answerTimeout;

    LivePass(SourceConfig config) {
        this.answerTimeout = config.answerTimeout();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// The source's answer, whatever its status; its body must be read or closed.
    public HttpResponse<InputStream> send(LiveRequest live) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(live.target())
                .method(live.method(), HttpRequest.BodyPublishers.noBody())
                .timeout(answerTimeout);
        live.headers().forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException late) {
            LOG.warnf("live source late target=%s", live.target().getAuthority());
            throw ProblemType.SOURCE_TIMEOUT.because("The source did not answer in time; try again later.");
        } catch (IOException broken) {
            LOG.warnf(
                    "live source unreachable target=%s reason=%s", live.target().getAuthority(), broken.getMessage());
            throw ProblemType.SOURCE_FAILED.because("The source could not be reached; try again later.");
        }
    }
}
