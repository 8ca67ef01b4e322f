package dev.kontor.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.kontor.wire.bytes.MalformedException;
import io.opentelemetry.api.trace.Span;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ClientWebApplicationException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns everything that a resource method may fail with into problem details. The only mapper of the suite: a service
/// adds none. What a caller cannot mend is logged here and answered without particulars.
public final class ProblemAnswers {
    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_QUOTE = 200;

    @ServerExceptionMapper
    public RestResponse<Problem> refused(ProblemException refusal, UriInfo uri) {
        return answer(refusal.problem(), uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> malformed(MalformedException malformed, UriInfo uri) {
        return answer(Problem.of(ProblemType.MALFORMED_REQUEST, String.valueOf(malformed.getMessage())), uri);
    }

    @ServerExceptionMapper(priority = 1)
    public RestResponse<Problem> unreadable(JsonProcessingException unreadable, UriInfo uri) {
        return answer(JsonFault.problem(unreadable), uri);
    }

    @ServerExceptionMapper(value = com.fasterxml.jackson.databind.exc.MismatchedInputException.class, priority = 1)
    public RestResponse<Problem> mismatched(JsonMappingException mismatched, UriInfo uri) {
        return answer(JsonFault.problem(mismatched), uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unauthorised(UnauthorizedException unauthorised, UriInfo uri) {
        return answer(
                Problem.of(ProblemType.NOT_SIGNED_IN, "The request carries no identity that is known here."), uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unauthenticated(AuthenticationFailedException failed, UriInfo uri) {
        return answer(Problem.of(ProblemType.NOT_SIGNED_IN, "The identity in the request could not be verified."), uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> forbidden(ForbiddenException forbidden, UriInfo uri) {
        return answer(Problem.of(ProblemType.NOT_ALLOWED, "The caller's role does not permit this request."), uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> failedElsewhere(ClientWebApplicationException failure, UriInfo uri) {
        Response response = failure.getResponse();
        if (response.getStatus() < SERVER_ERROR && isProblem(response)) {
            return answer(response.readEntity(Problem.class), uri);
        }
        LOG.warnf("service call failed status=%d reason=%s", response.getStatus(), failure.getMessage());
        return answer(
                Problem.of(
                        ProblemType.SERVICE_FAILED,
                        "Another service of this site answered %d.".formatted(response.getStatus())),
                uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> web(WebApplicationException failure, UriInfo uri) {
        if (failure.getCause() instanceof JsonProcessingException unreadable) {
            return unreadable(unreadable, uri);
        }
        if (failure instanceof NotFoundException && failure.getCause() instanceof IllegalArgumentException) {
            String query = uri.getRequestUri().getQuery();
            if (query != null) {
                return answer(Problem.of(ProblemType.INVALID_INPUT, unfit(query)), uri);
            }
        }
        int status = failure.getResponse().getStatus();
        ProblemType type = ProblemType.ofStatus(status);
        Problem problem = new Problem(
                type.urn(), type.title(), status, explain(type, uri), uri.getPath(), java.util.List.of(), Map.of());
        return RestResponse.ResponseBuilder.create(failure.getResponse().getStatusInfo(), problem)
                .type(Problem.MEDIA_TYPE)
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unexpected(Throwable failure, UriInfo uri) {
        String trace = Span.current().getSpanContext().getTraceId();
        LOG.errorf(failure, "request failed path=%s trace=%s", uri.getPath(), trace);
        Problem problem = Problem.of(ProblemType.INTERNAL, "The failure is in the service's log under the trace.")
                .with(Map.of("trace", trace));
        return answer(problem, uri);
    }

    private static RestResponse<Problem> answer(Problem problem, UriInfo uri) {
        return RestResponse.ResponseBuilder.<Problem>create(problem.status())
                .entity(problem.at(uri.getPath()))
                .type(Problem.MEDIA_TYPE)
                .build();
    }

    private static boolean isProblem(Response response) {
        return response.getMediaType() != null
                && Problem.MEDIA_TYPE.equals(response.getMediaType().getType() + "/"
                        + response.getMediaType().getSubtype());
    }

    /// JAX-RS calls a query parameter that cannot be converted "not found".
    private static String unfit(String query) {
        return "A value in the query does not fit, such as a text where a number belongs: "
                + query.substring(0, Math.min(query.length(), LONGEST_QUOTE));
    }

    private static String explain(ProblemType type, UriInfo uri) {
        return switch (type) {
            case NOT_FOUND -> "There is nothing at " + uri.getPath() + ".";
            case METHOD_NOT_ALLOWED -> "The method is not offered at " + uri.getPath() + ".";
            default -> type.title() + ".";
        };
    }
}
