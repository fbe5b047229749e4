package org.eoworkflow.security;

import static jakarta.servlet.DispatcherType.ERROR;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.eoworkflow.security.SignInRecord.Outcome;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Stands in front of everything: one chain for what programs call, one for pages. Nothing is open that is not named here. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String PAGES_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

    /** What we hand out as data or document runs no script, whatever is in it. */
    private static final String DATA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; "
        + "form-action 'none'; frame-ancestors 'self'; base-uri 'none'";

    private static final Pattern CALENDAR = Pattern.compile("/calendar/[A-Za-z0-9_-]{43}\\.ics");

    private static final String TOKEN_MISSING = "Send the value of the cookie EO-XSRF-TOKEN in the header X-EO-XSRF-TOKEN, too.";

    private static final RequestMatcher WEBAPPS = request -> Paths.of(request).startsWith("/camunda/");
    private static final RequestMatcher NOT_WEBAPPS = request -> !WEBAPPS.matches(request);

    @Bean
    @Order(1)
    SecurityFilterChain interfaces(HttpSecurity http, Strangers strangers, JsonAnswers answers, @Lazy IdentityService identity,
                                   @Lazy SignInRecord record) throws Exception {
        return http.securityMatcher(Paths::isInterface)
            .authorizeHttpRequests(requests -> requests
                .dispatcherTypeMatchers(ERROR).permitAll()
                .anyRequest().access(new RequestRules()))
            .httpBasic(basic -> basic.authenticationEntryPoint(strangers).authenticationDetailsSource(SignInDetails::basic))
            .exceptionHandling(exceptions -> exceptions.authenticationEntryPoint(strangers)
                .accessDeniedHandler((request, response, denied) -> answers.refuse(response, HttpStatus.FORBIDDEN.value(),
                    denied instanceof CsrfException ? TOKEN_MISSING : denied.getMessage())))
            .csrf(csrf -> protect(csrf).ignoringRequestMatchers(WEBAPPS, request -> request.getHeader(HttpHeaders.AUTHORIZATION) != null))
            .logout(logout -> recorded(logout, record).logoutRequestMatcher(SecurityConfiguration::isSignOutOfWebapps)
                .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
            .requestCache(cache -> cache.disable())
            .headers(headers -> headers.frameOptions(FrameOptionsConfig::sameOrigin)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .addHeaderWriter(only(NOT_WEBAPPS, DATA_POLICY)))
            .addFilterAfter(new EngineSignIn(identity), AuthorizationFilter.class)
            .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, Landing landing, JsonAnswers answers, @Lazy SignInRecord record) throws Exception {
        var requested = new CookieRequestCache();
        requested.setRequestMatcher(SecurityConfiguration::isPage);
        requested.setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
        return http
            .authorizeHttpRequests(requests -> requests
                .dispatcherTypeMatchers(ERROR).permitAll()
                .requestMatchers(SecurityConfiguration::isOpen).permitAll()
                .requestMatchers(request -> (Paths.of(request) + "/").startsWith("/actuator/")).hasAuthority(Groups.ADMIN)
                .anyRequest().authenticated())
            .formLogin(form -> form.loginPage("/sign-in").loginProcessingUrl("/sign-in").usernameParameter("account")
                .authenticationDetailsSource(SignInDetails::page)
                .successHandler(whereTheAccountsWorkIs(requested, landing))
                .failureHandler((request, response, refused) -> response.sendRedirect(request.getContextPath()
                    + (refused instanceof TooManyAttempts wait ? "/sign-in?wait=" + wait.seconds() : "/sign-in?refused"))))
            .exceptionHandling(exceptions -> exceptions.accessDeniedHandler((request, response, denied) -> {
                if (denied instanceof CsrfException && Paths.of(request).equals("/sign-in")) {
                    response.sendRedirect(request.getContextPath() + "/sign-in?again");
                } else {
                    answers.refuse(response, HttpStatus.FORBIDDEN.value(), "Your account may not do this.");
                }
            }))
            .csrf(SecurityConfiguration::protect)
            // a new one, not the old one under a new name: the webapps keep who is signed in as a value of it
            .sessionManagement(session -> session.sessionFixation(fixation -> fixation.newSession()))
            .logout(logout -> recorded(logout, record).logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out"))
            .requestCache(cache -> cache.requestCache(requested))
            .headers(headers -> headers.frameOptions(FrameOptionsConfig::sameOrigin)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .cacheControl(cache -> cache.disable())
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(NOT_WEBAPPS, new CacheControlHeadersWriter()))
                .addHeaderWriter(only(NOT_WEBAPPS, PAGES_POLICY)))
            .build();
    }

    private static SavedRequestAwareAuthenticationSuccessHandler whereTheAccountsWorkIs(CookieRequestCache requested, Landing landing) {
        var handler = new SavedRequestAwareAuthenticationSuccessHandler() {

            @Override
            protected String determineTargetUrl(HttpServletRequest request, HttpServletResponse response, Authentication signedIn) {
                return landing.of(signedIn);
            }
        };
        handler.setRequestCache(requested);
        return handler;
    }

    /** The webapps take the account that is signed in here. */
    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappsSignIn() {
        var filter = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        filter.addInitParameter("authentication-provider", WebappsSignIn.class.getName());
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        filter.setOrder(201);
        return filter;
    }

    private static CsrfConfigurer<HttpSecurity> protect(CsrfConfigurer<HttpSecurity> csrf) {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName("EO-XSRF-TOKEN");
        tokens.setHeaderName("X-EO-XSRF-TOKEN");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        var handler = new CsrfTokenRequestAttributeHandler();
        // resolved with every request, so that a page's script finds the cookie without having sent anything before
        handler.setCsrfRequestAttributeName(null);
        return csrf.csrfTokenRepository(tokens).csrfTokenRequestHandler(handler);
    }

    private static LogoutConfigurer<HttpSecurity> recorded(LogoutConfigurer<HttpSecurity> logout, SignInRecord record) {
        return logout.addLogoutHandler((request, response, signedIn) -> {
            if (signedIn != null) {
                record.add(Outcome.SIGNED_OUT, signedIn.getName(), SignInDetails.page(request));
            }
        });
    }

    private static DelegatingRequestMatcherHeaderWriter only(RequestMatcher where, String policy) {
        return new DelegatingRequestMatcherHeaderWriter(where, new ContentSecurityPolicyHeaderWriter(policy));
    }

    /** The webapps' sign-out; the header can only come from their own scripts. */
    private static boolean isSignOutOfWebapps(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getHeader("X-XSRF-TOKEN") != null
            && Paths.of(request).matches("/camunda/api/admin/auth/user/[^/]+/logout");
    }

    /**
     * For strangers: the sign-in page, what it is drawn with, and whether the application is up, without any detail. And the addresses
     * of calendars: they carry a secret of their own, since calendar programs cannot sign in.
     */
    private static boolean isOpen(HttpServletRequest request) {
        var path = Paths.of(request);
        return path.equals("/sign-in") || Set.of("GET", "HEAD").contains(request.getMethod())
            && (path.startsWith("/sign-in/") || path.equals("/actuator/health") || CALENDAR.matcher(path).matches());
    }

    private static boolean isPage(HttpServletRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET") && accepted != null && accepted.contains("text/html");
    }
}
